// Who a vendor letter is addressed to: by name and country, by a stated parent, and what stays a question.
#include "engine/addressees.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "engine/shipped.h"
#include "engine/snapshot.h"
#include "match/score.h"

namespace tidewaiter {
namespace {

constexpr Score kThreshold = 7'000;

class AddresseesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto texts = rule_texts({});
    ASSERT_TRUE(texts) << to_string(texts.error());
    auto loaded = Places::load(texts->places);
    ASSERT_TRUE(loaded) << to_string(loaded.error());
    places_ = std::make_unique<const Places>(std::move(*loaded));
    auto addressees = Addressees::load(texts->addressees);
    ASSERT_TRUE(addressees) << to_string(addressees.error());
    addressees_ = std::make_unique<const Addressees>(std::move(*addressees));
  }

  Addressed find(std::string_view name, std::string_view country = "US", std::string_view parent = {}) const {
    return addressees_->find(std::array{name}, Country(country), parent, *places_, kThreshold);
  }

  std::unique_ptr<const Places> places_;
  std::unique_ptr<const Addressees> addressees_;
};

TEST_F(AddresseesTest, TheNameInTheCountryIsBound) {
  for (const char* name :
       {"NVIDIA Corporation", "nvidia corp", "NVIDIA CORP.", "\xE8\x8B\xB1\xE4\xBC\x9F\xE8\xBE\xBE"}) {
    const Addressed found = find(name);
    EXPECT_EQ(found.code, "NVIDIA") << name;
    EXPECT_FALSE(found.in_doubt) << name;
  }
  EXPECT_EQ(find("Advanced Micro Devices Inc").code, "AMD");
  EXPECT_EQ(find("AMD").code, "AMD");
  EXPECT_EQ(find("Intel Corp").code, "Intel");
  EXPECT_FALSE(find("Intel Corp", "").in_doubt) << "a country that nobody states does not differ";
}

TEST_F(AddresseesTest, TheNameInAnotherCountryIsAQuestion) {
  const Addressed found = find("NVIDIA Corporation", "SG");
  EXPECT_TRUE(found.in_doubt);
  EXPECT_EQ(found.why, "\"NVIDIA Corporation\" is compared with \"NVIDIA Corporation\", score 1.0000; SG is not US");
}

TEST_F(AddresseesTest, ANameThatBeginsAlikeIsAQuestionAndOneThatOnlySharesLettersIsNone) {
  for (const char* name :
       {"NVIDIA Example Singapore Pte Ltd", "AMD Example Products (China) Co. Ltd", "Intel Example FZE"})
    EXPECT_TRUE(find(name, "SG").in_doubt) << name;
  for (const char* name : {"International Example Corporation", "Intelligent Example Works", "Amdahl Example Inc",
                           "Advanced Example Optics", "Example Services Ltd", ""}) {
    EXPECT_FALSE(find(name).in_doubt) << name;
    EXPECT_EQ(find(name).code, "") << name;
  }
}

TEST_F(AddresseesTest, AStatedParentSettlesIt) {
  EXPECT_EQ(find("NVIDIA Example Singapore Pte Ltd", "SG", "NVIDIA Corporation").code, "NVIDIA");
  EXPECT_FALSE(find("NVIDIA Example Singapore Pte Ltd", "SG", "NVIDIA Corporation").in_doubt);
  EXPECT_EQ(find("Harbour Example Networks", "IL", "NVIDIA Corporation").code, "NVIDIA");
  const Addressed others = find("NVIDIA Example Trading", "SG", "Maple Example Holding");
  EXPECT_EQ(others.code, "");
  EXPECT_FALSE(others.in_doubt);
  EXPECT_NE(others.why.find("its parent is stated as"), std::string::npos);
  EXPECT_FALSE(find("NVIDIA Corporation", "US", "Maple Example Holding").in_doubt)
      << "the addressee itself stays bound";
}

// Whatever the matcher finds like an addressee is a question at least: typing mistakes, swapped letters, words run
// together.
TEST_F(AddresseesTest, WhateverTheMatcherFindsLikeIsAQuestion) {
  for (const char* name :
       {"NVDIIA", "Pte NVDIIA Corporation", "NVDIIACorporation", "Corporation NVIDEA", "NV IDIA Corp",
        "Intell Corporation", "Advanced Mirco Devices", "Micro Devices Advanced Inc"}) {
    double best = 0;
    for (const char* other :
         {"NVIDIA Corporation", "NVIDIA", "Advanced Micro Devices, Inc.", "AMD", "Intel Corporation", "Intel"}) {
      best = std::max(best, static_cast<double>(match::compare(name, other, Schema::organization)));
    }
    ASSERT_GE(best, kThreshold) << name;
    EXPECT_FALSE(find(name).why.empty()) << name;
  }
}

TEST_F(AddresseesTest, OneLetterOffIsAQuestionAtLeast) {
  std::size_t alike = 0;
  for (const std::string name : {"NVIDIA Corporation", "Advanced Micro Devices Inc", "Intel Corporation"}) {
    const std::string best = name;
    for (std::size_t at = 0; at < name.size(); ++at) {
      if (name[at] == ' ') continue;
      for (const char c : std::string_view("aeiounrstlx")) {
        std::array<std::string, 3> off{name, name, name};
        off[0][at] = c;
        off[1].insert(at, 1, c);
        off[2].erase(at, 1);
        for (const std::string& other : off) {
          if (match::compare(other, best, Schema::organization) < kThreshold) continue;
          ++alike;
          EXPECT_FALSE(find(other).why.empty()) << other;
        }
      }
    }
  }
  EXPECT_GT(alike, 300U);
}

TEST(Addressees, MistakesOfTheFile) {
  for (const char* text :
       {"", "addressee = 1", "[[addressee]]\ncode = \"A\"", "[[addressee]]\ncode = \"A\"\ncountry = \"USA\"",
        "[[addressee]]\ncode = \"A\"\ncountry = \"US\"\nnames = []\ngroup = [\"A\"]",
        "[[addressee]]\ncode = \"A\"\ncountry = \"US\"\nnames = [\"A\"]\ngroup = [1]"}) {
    const auto loaded = Addressees::load({"addressees.toml", text});
    ASSERT_FALSE(loaded) << text;
    EXPECT_EQ(loaded.error().code, ErrorCode::bad_format) << text;
  }
}

}  // namespace
}  // namespace tidewaiter
