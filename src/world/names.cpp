#include "world/names.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <string_view>

namespace tidewaiter::world {
namespace {

using namespace std::string_view_literals;

// Open syllables with rare joints, so that three of them in a row are no common name.
constexpr std::array kHeads{"ba"sv, "bri"sv, "ce"sv,  "dra"sv, "dul"sv, "fe"sv,  "fyr"sv, "gal"sv, "gwo"sv, "hel"sv,
                            "ib"sv, "jor"sv, "ka"sv,  "kle"sv, "lom"sv, "lu"sv,  "mer"sv, "mi"sv,  "nar"sv, "no"sv,
                            "ol"sv, "pel"sv, "pra"sv, "qui"sv, "ros"sv, "ru"sv,  "sal"sv, "ske"sv, "tam"sv, "tro"sv,
                            "ul"sv, "vel"sv, "vo"sv,  "wex"sv, "ya"sv,  "yor"sv, "zan"sv, "zi"sv};
constexpr std::array kMiddles{"bro"sv, "dax"sv, "do"sv,  "fim"sv, "gu"sv,  "kso"sv, "la"sv,  "lvi"sv, "mbe"sv, "nto"sv,
                              "pha"sv, "qua"sv, "rde"sv, "rri"sv, "spu"sv, "sto"sv, "tva"sv, "ume"sv, "vra"sv, "zde"sv};
constexpr std::array kTails{"bex"sv,  "dorn"sv,  "fane"sv, "gorim"sv, "ksu"sv, "lith"sv, "mund"sv, "nax"sv,  "phor"sv,
                            "quil"sv, "rossa"sv, "stel"sv, "tavo"sv,  "tyx"sv, "vane"sv, "wick"sv, "xand"sv, "zeno"sv};
// By kind of party, as world/society.h numbers them.
constexpr std::array<std::array<std::string_view, 6>, 10> kTrades{{
    {"Semiconductor", "Silicon", "Microdevices", "Accelerators", "Chip Design", "Integrated Devices"},
    {"Server Works", "Systems", "Computer Manufacturing", "Rack Systems", "Server Assembly", "Hardware"},
    {"Distribution", "Electronics Distribution", "Components", "Supply", "Electronic Supply", "Wholesale"},
    {"Trading", "IT Solutions", "Computer Trading", "Technology", "Electronics", "Tech Resale"},
    {"Logistics", "Freight", "Forwarding", "Cargo", "Air Cargo", "Express"},
    {"Data Centres", "Data Halls", "Colocation", "Hosting", "Datacentre", "Digital Infrastructure"},
    {"Cloud", "Compute", "AI Cloud", "Cloud Services", "Compute Rental", "GPU Cloud"},
    {"University", "Institute of Technology", "Polytechnic", "Research Institute", "College", "Academy"},
    {"Analytics", "Labs", "Robotics", "Biosciences", "Imaging", "Engineering"},
    {"Weather Office", "Statistics Office", "Mapping Agency", "Transport Authority", "Health Agency", "Water Board"},
}};

template <class Words>
std::string_view pick(Random& random, const Words& words) {
  return words[random.below(static_cast<std::uint32_t>(words.size()))];
}

}  // namespace

std::string coined_word(Random& random, int syllables) {
  std::string word(pick(random, kHeads));
  for (int i = 2; i < syllables; ++i) word += pick(random, kMiddles);
  word += pick(random, kTails);
  word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
  return word;
}

std::string firm_name(Random& random, int kind, std::string_view legal_form) {
  const std::string_view trade = pick(random, kTrades[static_cast<std::size_t>(kind)]);
  const std::string word = coined_word(random, 3 + static_cast<int>(random.below(2)));
  const std::string second = random.chance(0.3) ? coined_word(random, 3) : std::string{};
  const std::string_view gap = second.empty() ? "" : " ";
  const std::string_view before_form = legal_form.empty() ? "" : " ";
  return fmt::format("{}{}{} {}{}{}", word, gap, second, trade, before_form, legal_form);
}

std::string street(Random& random) {
  static constexpr std::array kWays{"Street"sv, "Road"sv, "Avenue"sv, "Lane"sv, "Industrial Park"sv, "Business Park"sv};
  return fmt::format("{} {} {}", random.between(1, 240), coined_word(random, 3), pick(random, kWays));
}

std::string town(Random& random) { return coined_word(random, 2); }

}  // namespace tidewaiter::world
