// Days with the year last: each against a slow reading that tries every day of the calendar in every way of writing it.
#include "ingest/dates.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>

namespace tidewaiter::ingest {
namespace {

TEST(ReadDate, PointsAreDayFirst) {
  for (const DateOrder order : {DateOrder::unsettled, DateOrder::day_first, DateOrder::month_first}) {
    EXPECT_EQ(read_date("28.02.2026", order), Date(2026, 2, 28));
    EXPECT_EQ(read_date("2.3.2026", order), Date(2026, 3, 2));
    EXPECT_EQ(read_date("2.3.2026 08:15", order), Date(2026, 3, 2));
    EXPECT_EQ(read_date("02.28.2026", order), std::nullopt);
  }
}

TEST(ReadDate, SlashesAndHyphensWhereThereIsOneWay) {
  for (const std::string_view text : {"28/02/2026", "02/28/2026", "28-2-2026", "2-28-2026T00:00:00"}) {
    EXPECT_EQ(read_date(text, DateOrder::unsettled), Date(2026, 2, 28)) << text;
  }
  EXPECT_EQ(read_date("03/03/2026", DateOrder::unsettled), Date(2026, 3, 3));
  EXPECT_EQ(read_date("03/02/2026", DateOrder::unsettled), std::nullopt);
  EXPECT_EQ(read_date("03/02/2026", DateOrder::day_first), Date(2026, 2, 3));
  EXPECT_EQ(read_date("03/02/2026", DateOrder::month_first), Date(2026, 3, 2));
  EXPECT_EQ(read_date("28/02/2026", DateOrder::month_first), std::nullopt) << "the order that was said is meant";
}

TEST(ReadDate, AMonthInEnglishWordsLeavesOneWay) {
  for (const DateOrder order : {DateOrder::unsettled, DateOrder::day_first, DateOrder::month_first}) {
    for (const std::string_view text :
         {"05-MAR-2025", "5-Mar-2025", "5 march 2025", "5/Mar/2025 08:15", "5.Mar.2025"}) {
      EXPECT_EQ(read_date(text, order), Date(2025, 3, 5)) << text;
    }
  }
  for (const std::string_view text :
       {"05-MRZ-2025", "05-MA-2025", "05-Marc-2025", "31-FEB-2025", "05-MAR-25", "5 3 2025", "MAR-05-2025"}) {
    EXPECT_EQ(read_date(text, DateOrder::unsettled), std::nullopt) << text;
    EXPECT_FALSE(date_problem(text, DateOrder::unsettled).empty()) << text;
  }
  EXPECT_NE(date_problem("05-MAR-25", DateOrder::unsettled).find("two digits"), std::string_view::npos);
  EXPECT_EQ(date_problem("31-FEB-2025", DateOrder::day_first), "is no day of the calendar; write YYYY-MM-DD");
}

TEST(ReadDate, SaysWhatToDo) {
  const auto problem = [](std::string_view text, DateOrder order = DateOrder::unsettled) {
    EXPECT_EQ(read_date(text, order), std::nullopt) << text;
    return std::string(date_problem(text, order));
  };
  EXPECT_NE(problem("03/02/2026").find("--date-order dmy or mdy"), std::string::npos);
  EXPECT_NE(problem("28/02/2026", DateOrder::month_first).find("the other way round"), std::string::npos);
  for (const std::string_view text : {"31.02.2026", "02.28.2026", "31/02/2026", "2026-02-30", "2026/2/30"}) {
    EXPECT_EQ(problem(text), "is no day of the calendar; write YYYY-MM-DD") << text;
  }
  EXPECT_NE(problem("28.02.26").find("two digits"), std::string::npos);
  for (const std::string_view text : {"soon", "3/2", "1.2.3.4", "03/02.2026", "/", "28.02.20266", "28.02.2026x"}) {
    EXPECT_FALSE(problem(text).empty()) << text;
  }
}

// Every day of two whole years, written in every way: what may be meant by each text.
std::map<std::string, std::set<Date>> all_readings(DateOrder order) {
  std::map<std::string, std::set<Date>> readings;
  for (Date day = Date(2024, 1, 1); day < Date(2026, 1, 1); day = day + 1) {
    const auto civil = day.civil();
    const auto d = static_cast<unsigned>(civil.day());
    const auto m = static_cast<unsigned>(civil.month());
    for (const std::string_view form : {"{}{}{}{}{}", "{:02}{}{:02}{}{}", "{:02}{}{}{}{}", "{}{}{:02}{}{}"}) {
      const auto write = [&](unsigned first, char sign, unsigned second) {
        return fmt::format(fmt::runtime(form), first, sign, second, sign, day.year());
      };
      readings[write(d, '.', m)].insert(day);
      for (const char sign : {'/', '-'}) {
        if (order != DateOrder::month_first) readings[write(d, sign, m)].insert(day);
        if (order != DateOrder::day_first) readings[write(m, sign, d)].insert(day);
      }
    }
  }
  return readings;
}

TEST(ReadDate, IsTheSlowReadingOfEveryDay) {
  for (const DateOrder order : {DateOrder::unsettled, DateOrder::day_first, DateOrder::month_first}) {
    const auto readings = all_readings(order);
    for (const auto& [text, days] : readings) {
      const std::optional<Date> wanted = days.size() == 1 ? std::optional(*days.begin()) : std::nullopt;
      ASSERT_EQ(read_date(text, order), wanted) << text << " " << to_string(order);
    }
    std::mt19937 random(7);
    const auto number = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    for (int round = 0; round < 20'000; ++round) {
      const char signs[] = {'.', '/', '-'};
      const std::string text =
          fmt::format("{}{}{}{}{}", number(40), signs[number(2)], number(40), signs[number(2)], 2024 + number(1));
      const auto known = readings.find(text);
      const bool one = known != readings.end() && known->second.size() == 1;
      ASSERT_EQ(read_date(text, order), one ? std::optional(*known->second.begin()) : std::nullopt) << text;
    }
  }
}

}  // namespace
}  // namespace tidewaiter::ingest
