#include "model/list_exception.h"

#include <gtest/gtest.h>

namespace tidewaiter {
namespace {

PartyProfile some_party() {
  PartyProfile party;
  party.name = "Gulf Star Trading FZE";
  party.aliases = {"Gulf Star", "GST"};
  party.country = Country("AE");
  party.address = "Street 5, Dubai";
  return party;
}

ListEntry some_entry() {
  ListEntry entry;
  entry.id = "MEU-9f41c2";
  entry.list = "MEU";
  entry.name = "Gulf Star General Trading F.Z.E.";
  entry.addresses = {{"Sharjah", Country("AE")}, {"Tehran", Country("IR")}};
  entry.source = "list.json of 2025-02-26";
  return entry;
}

ListException some_exception(std::int64_t number) {
  ListException exception;
  exception.number = number;
  exception.party = {"", "gulf star trading fze", Country("AE")};
  exception.party_digest = party_digest(some_party());
  exception.list = "MEU";
  exception.entry_id = "MEU-9f41c2";
  exception.entry_digest = entry_digest(some_entry());
  exception.by = "J. Doe";
  exception.reason = "other licence number";
  return exception;
}

struct Asked {
  PartyProfile party = some_party();
  ListEntry entry = some_entry();
  Date as_of = Date(2025, 3, 1);
};
ExceptionBook::Answer ask(const ExceptionBook& book, const Asked& asked = {}) {
  return book.find({"", "gulf star trading fze", Country("AE")}, party_digest(asked.party), asked.entry.id,
                   entry_digest(asked.entry), asked.as_of);
}

TEST(ExceptionBook, AnExceptionAppliesToItsPairAlone) {
  const ExceptionBook book({some_exception(3)});
  EXPECT_TRUE(ask(book).applies());
  EXPECT_EQ(ask(book).why(), "exception 3 by J. Doe: other licence number");
  Asked other;
  other.entry.id = "MEU-000000";
  EXPECT_EQ(ask(book, other).exception, nullptr);
  const auto elsewhere = book.find({"", "gulf star trading fze", Country("OM")}, party_digest(some_party()),
                                   "MEU-9f41c2", entry_digest(some_entry()), Date(2025, 3, 1));
  EXPECT_EQ(elsewhere.exception, nullptr) << "the same name in another country is another party";
}

TEST(ExceptionBook, OfSeveralTheOneThatLastsLongestWins) {
  ListException long_lasting = some_exception(3);
  long_lasting.until = Date(2027, 1, 1);
  ListException newer = some_exception(4);
  newer.until = Date(2025, 6, 1);
  EXPECT_EQ(ask(ExceptionBook({long_lasting, newer})).exception->number, 3);
  newer.until.reset();
  EXPECT_EQ(ask(ExceptionBook({long_lasting, newer})).exception->number, 4);
}

TEST(ExceptionBook, IsVoidWhenThePartyOrTheEntryChanges) {
  const ExceptionBook book({some_exception(3)});
  Asked moved;
  moved.party.address = "Street 6, Dubai";
  EXPECT_EQ(ask(book, moved).state, ExceptionState::party_changed);
  EXPECT_EQ(ask(book, moved).why(),
            "exception 3 by J. Doe: other licence number (void: the party's particulars have changed since)");
  Asked renamed;
  renamed.entry.aliases = {"Gulf Star Trading"};
  EXPECT_EQ(ask(book, renamed).state, ExceptionState::entry_changed);
  EXPECT_FALSE(ask(book, renamed).applies());
}

TEST(ExceptionBook, StaysWhenNothingThatIsComparedChanges) {
  const ExceptionBook book({some_exception(3)});
  Asked same;
  same.party.phone = "+971 4 000 0000";
  same.party.aliases = {"GST", "Gulf Star"};
  same.entry.source = "list.json of 2025-02-28";
  same.entry.addresses = {{"Tehran", Country("IR")}, {"Sharjah", Country("AE")}};
  EXPECT_TRUE(ask(book, same).applies());
}

TEST(ExceptionBook, EndsAfterItsLastDay) {
  ListException exception = some_exception(3);
  exception.until = Date(2025, 3, 1);
  const ExceptionBook book({exception});
  EXPECT_TRUE(ask(book).applies());
  Asked later;
  later.as_of = Date(2025, 3, 2);
  EXPECT_EQ(ask(book, later).state, ExceptionState::expired);
  EXPECT_EQ(ask(book, later).why(), "exception 3 by J. Doe: other licence number (void: it ended on 2025-03-01)");
}

TEST(ExceptionBook, AValidOneWinsThenTheNewest) {
  ListException removed = some_exception(1);
  removed.removal = ListException::Removal{"A. Roe", "mistaken", "2025-02-01T00:00:00Z"};
  ListException expired = some_exception(3);
  expired.until = Date(2025, 1, 1);
  EXPECT_EQ(ask(ExceptionBook({removed, some_exception(2), expired})).exception->number, 2);
  const ExceptionBook void_ones({removed, expired});
  EXPECT_EQ(ask(void_ones).exception->number, 3);
  EXPECT_EQ(ask(ExceptionBook({removed})).why(),
            "exception 1 by J. Doe: other licence number (void: removed by A. Roe: mistaken)");
}

TEST(ExceptionBook, APartyWithAnIdIsFoundByItsIdAlone) {
  ListException exception = some_exception(5);
  exception.party = {"P-17", "", Country()};
  const ExceptionBook book({exception});
  const auto found = book.find({"P-17", "whatever", Country("AE")}, party_digest(some_party()), "MEU-9f41c2",
                               entry_digest(some_entry()), Date(2025, 3, 1));
  EXPECT_TRUE(found.applies());
}

}  // namespace
}  // namespace tidewaiter
