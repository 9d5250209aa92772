// Decisions as a screening of the described chain gives them; every name is invented. Shared by the tests of model,
// store and report.
#pragma once

#include <fmt/format.h>

#include <string>

#include "model/decision.h"

namespace tidewaiter::samples {

inline Versions versions() { return {"csl-2025-03-01", "us-2025-03", "0.1.0"}; }

inline Decision release(int number = 1) {
  Decision decision;
  decision.shipment_id = fmt::format("SHP-2025-{:07}", number);
  decision.date = Date(2025, 3, 1);
  decision.disposition = Disposition::release;
  decision.determination = Determination::no_licence;
  decision.eccn = "EAR99";
  decision.item = "cotton work shirts, blue";
  decision.destination = Country("DE");
  decision.parties = {
      {Role::exporter, "Northwind Supply Inc.", Country("US"), Country("US"), HeadquartersBasis::stated},
      {Role::consignee, "Hansa Textil GmbH", Country("DE"), Country("DE"), HeadquartersBasis::presumed}};
  LineDecision line;
  line.line_no = "1";
  line.item = decision.item;
  line.item_state = ItemState::other_goods;
  line.units = 200;
  line.determination = Determination::no_licence;
  line.rules = {"TW-OTHER-GOODS"};
  decision.lines = {line};
  return decision;
}

// Two lines, a rule that decides, a certain list hit, two red flags, two open facts.
inline Decision hold(std::string shipment_id = "SHP-2025-0000417") {
  Decision decision;
  decision.shipment_id = std::move(shipment_id);
  decision.date = Date(2025, 3, 1);
  decision.disposition = Disposition::hold;
  decision.determination = Determination::licence_required;
  decision.policy = Policy::denial;
  decision.risk = 0.825;
  decision.eccn = "4A090.a";
  decision.item = "HGX H100 8-GPU";
  decision.count = 512;
  decision.tpp = 15824;
  decision.parties_hit = {"Gulf Star Trading FZE"};
  decision.missing = {"end_user.headquarters", "end_user.ultimate_parent_country"};
  decision.conditions = {};
  decision.destination = Country("AE");
  decision.parties = {
      {Role::exporter, "Northwind Supply Inc.", Country("US"), Country("US"), HeadquartersBasis::stated},
      {Role::consignee, "Gulf Star Trading FZE", Country("AE"), Country("CN"), HeadquartersBasis::parent_stated},
      {Role::end_user, "Blue Dune Compute LLC", Country("AE"), Country("AE"), HeadquartersBasis::presumed},
      {Role::forwarder, "Harbour Line Logistics", Country("SG"), Country("SG"), HeadquartersBasis::presumed}};

  LineDecision servers;
  servers.line_no = "1";
  servers.item = "HGX H100 8-GPU";
  servers.item_state = ItemState::identified;
  servers.units = 64;
  servers.chips = 512;
  servers.kind = ItemKind::board;
  servers.eccn = "4A090.a";
  servers.tpp = 15824;
  servers.determination = Determination::licence_required;
  servers.policy = Policy::denial;
  servers.rules = {"US-742.6-A-HQ", "US-744.23-A3"};
  servers.missing = {"end_user.headquarters", "end_user.ultimate_parent_country"};
  LineDecision cables = servers;
  cables.line_no = "2";
  cables.item = "Cable assembly, 3 m, copper";
  cables.item_state = ItemState::other_goods;
  cables.units = 128;
  cables.chips = 0;
  cables.kind = ItemKind::accessory;
  cables.eccn = "EAR99";
  cables.tpp.reset();
  cables.determination = Determination::no_licence;
  cables.policy = Policy::none_stated;
  cables.rules = {"TW-OTHER-GOODS"};
  cables.missing = {};
  decision.lines = {servers, cables};

  Finding rule;
  rule.id = "US-742.6-A-HQ";
  rule.title = "Advanced chip for a company headquartered in Macau or D:5, wherever it ships";
  rule.why = "HGX H100 8-GPU (TPP 15,824) for Gulf Star Trading FZE, headquartered in CN";
  rule.source = "15 CFR 742.6(a)(6)(iii)(A) [decision-table.md row 7, confidence M]";
  rule.evidence = {{"revision", "2"}, {"row", "7"}, {"lines", "1"}};
  Finding hit;
  hit.id = "list_hit";
  hit.level = Level::info;
  hit.title = "Party on the Military End User List";
  hit.why =
      "consignee \"Gulf Star Trading FZE\" is like \"Gulf Star General Trading F.Z.E.\" (MEU-9f41c2), score 0.9400";
  hit.source = "Bureau of Industry and Security; consolidated.json of 2025-02-26; 86 FR 71557";
  hit.evidence = {{"party", "Gulf Star Trading FZE"},
                  {"role", "consignee"},
                  {"entry", "MEU-9f41c2"},
                  {"entry name", "Gulf Star General Trading F.Z.E."},
                  {"score", "0.9400"},
                  {"comparison", "gulf = gulf, star = star, trading = trading; entry also has general"},
                  {"country", "AE is among AE, IR"},
                  {"in force", "from 2021-12-17"},
                  {"lines", "1, 2"}};
  hit.weight = 0.5;
  Finding young;
  young.id = "TW-F04";
  young.level = Level::hold;
  young.title = "Newly formed consignee";
  young.why = "Gulf Star Trading FZE was registered on 2025-02-20, 9 days before the shipment";
  young.source = "15 CFR 732 Supp. 3 no. 4 [red-flags.md, confidence I]";
  young.evidence = {{"revision", "1"}, {"false positives", "A new branch of an old company."}, {"lines", "1"}};
  young.weight = 0.5;
  Finding payer;
  payer.id = "TW-F09";
  payer.level = Level::review;
  payer.title = "Payer in another country";
  payer.why = "paid from HK, while the consignee is in AE and the exporter in US";
  payer.source = "FIN-2023-NTC2 [red-flags.md, confidence I]";
  payer.evidence = {{"revision", "1"}, {"lines", "1, 2"}};
  payer.weight = 0.3;
  decision.findings = {rule, hit, young, payer};
  return decision;
}

}  // namespace tidewaiter::samples
