// Schemas of what `store export` and `store prune` write.
#include "model/answer.h"
#include "model/decision.h"
#include "model/schema_lists.h"
#include "model/schema_parts.h"

namespace tidewaiter::schemas {
namespace {

constexpr std::string_view kFront = "^([0-9a-f]{16})?$";  // of a digest, its first half; empty: an older program

std::vector<SchemaMember> versions() {
  return {{"lists_version", text(), "of the lists; none: screened without"},
          {"rules_version", text(), "of the rules"},
          {"engine_version", text(), "of the program"}};
}

std::vector<SchemaMember> all_versions() {
  std::vector<SchemaMember> all = versions();
  all.insert(all.end() - 1, {"data_version", text(), "of rules, catalogue and places together"});
  return all;
}

}  // namespace

std::vector<RowSchema> store_schemas() {
  return {{"stored-decision",
           "Stored decision",
           "What `store export decisions` says.",
           object(joined(
               {{"run", integer(), "that made it"},
                {"started", text(), "when the run began"},
                {"shipment_id", text(), "of the shipment table"},
                {"date", form(kDateOrNone), "of the shipment; empty: none could be read"},
                {"disposition", words_to(Disposition::stop), "what to do"},
                {"determination", words_to(Determination::undetermined), "what the law says"},
                {"policy", words_to(Policy::unknown), "how a licence would be reviewed"},
                {"risk", number(), "0 to 1"},
                {"digest", form(kFront), "of the decision, its first half"},
                {"row_digest", form(kFront), "of the shipment's rows; empty: of an older program"}},
               joined(versions(), {{"decision", text(), "its text as it is stored, JSON; empty for a release"}}))),
           {}},
          {"stored-answer",
           "Stored answer",
           "What `store export answers` says.",
           object(joined({{"id", integer(), "its number"},
                          {"shipment_id", text(), "what it answers"},
                          {"answer", words_to(Resolution::escalated), "what was done"},
                          {"reason", text(), "why"},
                          {"by", text(), "who says so"},
                          {"created", text(), "when"},
                          {"run", integer(), "whose decision was answered"},
                          {"digest", form(kFront), "of that decision"},
                          {"row_digest", form(kFront), "of the shipment's rows then"}},
                         all_versions())),
           {}},
          {"stored-exception",
           "Stored exception",
           "What `store export exceptions` says.",
           object({{"id", integer(), "its number"},
                   {"party", text(), "who"},
                   {"country", form(kCountryOrNone), "of the party; empty: not stated"},
                   {"entry_id", text(), "is not this entry"},
                   {"list", text(), "of the entry"},
                   {"entry", text(), "name of the entry"},
                   {"by", text(), "who says so"},
                   {"reason", text(), "how they know"},
                   {"created", text(), "when"},
                   {"until", form(kDateOrNone), "last day; empty: no end"},
                   {"removed_by", text(), "who ended it; empty: it was not removed"},
                   {"removed_reason", text(), "why"},
                   {"removed", text(), "when"}}),
           {}},
          {"stored-run",
           "Stored run",
           "What `store export runs` says.",
           object(joined(
               {{"run", integer(), "its number"},
                {"state", words({"running", "finished", "interrupted"}), "how it ended"},
                {"started", text(), "when it began"},
                {"finished", text(), "when it ended; empty: it did not"},
                {"inputs", text(), "files as named, | between them"},
                {"options", text(), "that change answers, JSON"},
                {"kept_rows", text(), "file of its accepted rows; empty: none, or pruned"},
                {"rows_read", integer(), "records of its files"},
                {"rows_rejected", integer(), "of these, rejected"},
                {"shipments", integer(), "decided"}},
               joined(all_versions(), {{"pruned", text(), "when its decisions were removed; empty: they are there"}}))),
           {}},
          {"prune-step",
           "Prune step",
           "What `store prune` says.",
           object({{"run", integer(), "its number"},
                   {"started", text(), "when it began"},
                   {"decisions", integer(), "that it stored"},
                   {"bytes", integer(), "of the files that it kept"},
                   {"remove", truth(), "whether it goes"},
                   {"why", text(), "it goes, or stays"}}),
           {}}};
}

}  // namespace tidewaiter::schemas
