#include "model/decision_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "sample_decisions.h"

namespace tidewaiter {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(DecisionJson, HasTheMembersOfTheContractInItsOrder) {
  Decision decision = samples::hold("S1");
  decision.findings.resize(1);
  decision.parties.resize(2);
  std::string row;
  const CanonicalDecision form = canonical(decision);
  append_decision_json(row, form, samples::versions());
  EXPECT_EQ(
      row,
      R"j({"shipment_id":"S1","date":"2025-03-01","disposition":"hold","determination":"licence_required",)j"
      R"j("policy":"denial","risk":0.825,"eccn":"4A090.a","item":"HGX H100 8-GPU","count":512,"tpp":15824,)j"
      R"j("parties_hit":["Gulf Star Trading FZE"],"lines":[)j"
      R"j({"line_no":"1","item":"HGX H100 8-GPU","item_state":"identified","units":64,"chips":512,"kind":"board",)j"
      R"j("eccn":"4A090.a","tpp":15824,"determination":"licence_required","policy":"denial",)j"
      R"j("missing":["end_user.headquarters","end_user.ultimate_parent_country"],)j"
      R"j("rules":["US-742.6-A-HQ","US-744.23-A3"],"conditions":[]},)j"
      R"j({"line_no":"2","item":"Cable assembly, 3 m, copper","item_state":"other_goods","units":128,"chips":0,)j"
      R"j("kind":"accessory","eccn":"EAR99","tpp":null,"determination":"no_licence","policy":"","missing":[],)j"
      R"j("rules":["TW-OTHER-GOODS"],"conditions":[]}],)j"
      R"j("findings":[{"id":"US-742.6-A-HQ","level":"info",)j"
      R"j("title":"Advanced chip for a company headquartered in Macau or D:5, wherever it ships",)j"
      R"j("why":"HGX H100 8-GPU (TPP 15,824) for Gulf Star Trading FZE, headquartered in CN",)j"
      R"j("source":"15 CFR 742.6(a)(6)(iii)(A) [decision-table.md row 7, confidence M]",)j"
      R"j("evidence":[{"field":"revision","value":"2"},{"field":"row","value":"7"},{"field":"lines","value":"1"}],)j"
      R"j("weight":0}],)j"
      R"j("open_flags":[],)j"
      R"j("missing":["end_user.headquarters","end_user.ultimate_parent_country"],"conditions":[],"destination":"AE",)j"
      R"j("parties":[{"role":"exporter","name":"Northwind Supply Inc.","country":"US","headquarters":"US",)j"
      R"j("headquarters_basis":"stated"},)j"
      R"j({"role":"consignee","name":"Gulf Star Trading FZE","country":"AE","headquarters":"CN",)j"
      R"j("headquarters_basis":"parent stated"}],)j"
      R"j("lists_version":"csl-2025-03-01","rules_version":"us-2025-03","engine_version":"0.1.0",)j"
      R"j("digest":")j" +
          form.digest.hex() + R"j("})j");
}

TEST(DecisionJson, TheDigestIsOverTheDecisionAndNotOverTheVersions) {
  const CanonicalDecision form = canonical(samples::hold());
  EXPECT_EQ(form.digest, digest_of(form.json));
  Decision changed = samples::hold();
  changed.findings[1].evidence[4].second = "0.9399";
  EXPECT_NE(canonical(changed).digest, form.digest);
}

TEST(DecisionJson, ReadsBackWhatItWrote) {
  for (const Decision& decision : {samples::hold(), samples::release()}) {
    std::string row;
    append_decision_json(row, canonical(decision), samples::versions());
    const auto read = decision_from_json(row, "row 1");
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_EQ(canonical(read->decision).json, canonical(decision).json);
    EXPECT_EQ(read->versions.lists, "csl-2025-03-01");
    EXPECT_EQ(read->digest, canonical(decision).digest.hex());
    EXPECT_EQ(read->decision.parties.back().basis, HeadquartersBasis::presumed);
  }
}

TEST(DecisionJson, AnyTextAndNumberSurvives) {
  Decision decision = samples::hold("\x01\x7F\"\\\n\xE5\x8C\x97 \xFF");
  decision.count = 1e300;
  decision.tpp = 4707.2;
  decision.risk = std::numeric_limits<double>::quiet_NaN();
  const std::string json = canonical(decision).json;
  const auto read = decision_from_json(json, "row");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->decision.shipment_id, "\x01\x7F\"\\\n\xE5\x8C\x97 \xEF\xBF\xBD");
  EXPECT_EQ(read->decision.count, 1e300);
  EXPECT_EQ(read->decision.tpp, 4707.2);
  EXPECT_EQ(read->decision.risk, 0);
}

TEST(DecisionJson, ARowOfAnotherVersionCanBeRead) {
  const auto read = decision_from_json(
      R"({"shipment_id":"S1","later":[{}],"date":"2025-03-01","disposition":"stop","determination":"prohibited"})",
      "row");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->decision.disposition, Disposition::stop);
  EXPECT_TRUE(read->decision.lines.empty());
}

TEST(DecisionJson, SaysWhatIsWrongWithARow) {
  const auto message = [](std::string_view text) {
    const auto read = decision_from_json(text, "row 7");
    return read ? std::string("read") : to_string(read.error());
  };
  EXPECT_EQ(message("{}"), "row 7: error[bad_format]: a decision has no member shipment_id");
  EXPECT_THAT(message("[]"), HasSubstr("must be an object, not an array"));
  EXPECT_THAT(message("{"), StartsWith("row 7"));
  const std::string good = canonical(samples::hold()).json;
  const auto with = [&](std::string_view old, std::string_view now) {
    std::string text = good;
    text.replace(text.find(old), old.size(), now);
    return message(text);
  };
  EXPECT_THAT(with("\"2025-03-01\"", "\"2025-02-30\""), HasSubstr("date of a decision cannot be \"2025-02-30\""));
  EXPECT_THAT(with("\"risk\":0.825", "\"risk\":\"high\""),
              HasSubstr("risk of a decision must be a number, not a string"));
  EXPECT_THAT(with("\"item_state\":\"identified\"", "\"item_state\":\"odd\""),
              HasSubstr("lines[0].item_state of a decision cannot be \"odd\""));
  EXPECT_THAT(with("\"destination\":\"AE\"", "\"destination\":\"ae\""), HasSubstr("destination"));
  EXPECT_THAT(with("\"level\":\"info\"", "\"level\":7"), HasSubstr("findings[0].level"));
}

}  // namespace
}  // namespace tidewaiter
