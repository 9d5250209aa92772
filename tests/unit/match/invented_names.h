// A list of invented names and queries near them, from a seed: what the index is compared with the reference on.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "match/indexed_name.h"

namespace tidewaiter::match {

class InventedNames {
 public:
  explicit InventedNames(std::uint32_t seed) : random_(seed) {
    for (int i = 0; i < 700; ++i) stems_.push_back(stem());
  }

  // About `count` names of fewer entries, of every kind.
  std::vector<IndexedName> list(std::size_t count) {
    std::vector<IndexedName> names;
    for (std::uint32_t entry = 0; names.size() < count; ++entry) {
      static constexpr Schema kKinds[] = {Schema::organization, Schema::organization, Schema::unknown, Schema::person,
                                          Schema::person,       Schema::vessel,       Schema::aircraft};
      const Schema schema = kKinds[below(std::size(kKinds))];
      std::string name = invent(schema);
      names.push_back({name, entry, schema});
      for (std::size_t aliases = below(3); aliases > 0; --aliases) {
        names.push_back({one_in(3) ? invent(schema) : perturbed(name), entry, schema});
      }
    }
    return names;
  }

  std::string invent(Schema schema) {
    if (schema == Schema::person) return person();
    if (schema == Schema::vessel || schema == Schema::aircraft) return one_in(2) ? word() + " " + number() : word();
    return organization();
  }

  // One to three changes of the kinds that names suffer.
  std::string perturbed(std::string name) {
    for (std::size_t changes = 1 + below(3); changes > 0; --changes) name = change(std::move(name));
    return name;
  }

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_()) % limit; }
  bool one_in(std::size_t chance) { return below(chance) == 0; }

 private:
  template <class T, std::size_t N>
  const T& pick(const T (&values)[N]) {
    return values[below(N)];
  }

  std::string stem() {
    static constexpr const char* kSyllables[] = {"ka", "lo", "min", "tar", "ven", "zhu", "rik", "sol", "ma", "del",
                                                 "or", "an", "bel", "xi",  "ro",  "gu",  "shi", "tek", "ul", "fen"};
    std::string text;
    for (std::size_t i = 1 + below(4); i > 0; --i) text += pick(kSyllables);
    return text;
  }
  // Squared, so that some stems are common and most are rare.
  std::string word() { return stems_[below(stems_.size()) * below(stems_.size()) / stems_.size()]; }
  std::string number() {
    static constexpr const char* kNumbers[] = {"13", "13th", "thirteenth", "No. 771", "772", "II", "2", "forty-four"};
    return pick(kNumbers);
  }

  std::string organization() {
    static constexpr const char* kGeneric[] = {"Technology", "International", "Intl",    "Trading", "Electronics",
                                               "Group",      "Institute",     "Systems", "Beijing", "Shanghai",
                                               "Import",     "Export",        "of",      "科技",    "Trade"};
    static constexpr const char* kForms[] = {"Co., Ltd.", "LLC", "GmbH", "Inc", "JSC", "FZE", "Company", "有限公司"};
    std::string name;
    if (one_in(8)) return in_another_script();
    for (std::size_t i = 1 + below(3); i > 0; --i) name += word() + " ";
    for (std::size_t i = below(4); i > 0; --i) name += std::string(pick(kGeneric)) + " ";
    if (one_in(6)) name += number() + " ";
    if (one_in(20)) name = std::string("OOO \"") + name + "\"";
    if (!one_in(3)) name += pick(kForms);
    return name;
  }

  // Pieces whose spellings in Latin letters are among the pieces, so that they meet.
  std::string in_another_script() {
    static constexpr const char* kPieces[] = {"星海",       "Sing Hoi", "Xinghai", "Singhoi",  "长江",   "Cheung Kong",
                                              "Changjiang", "금강",     "Kumgang", "Geumgang", "조선소", "زيندا",
                                              "Zenda",      "Zinda",    "موراني",  "Murani"};
    static constexpr const char* kWords[] = {"电子",       "Electronics", "전자",    "기술",
                                             "Technology", "للتجارة",     "Trading", "株式会社"};
    return std::string(pick(kPieces)) + " " + pick(kPieces) + " " + pick(kWords);
  }

  std::string person() {
    static constexpr const char* kParticles[] = {"al-", "bin ", "von ", "Dr. "};
    std::string name;
    for (std::size_t i = 1 + below(3); i > 0; --i) {
      if (one_in(6)) name += pick(kParticles);
      name += one_in(6) ? std::string(1, static_cast<char>('A' + below(26))) + ". " : word() + " ";
    }
    return name + word();
  }

  std::string change(std::string name) {
    static constexpr const char* kEndings[] = {" Ltd", " LLC", " Holdings", " Dubai", " OOO", " 13"};
    const auto letter = [&] { return static_cast<char>('a' + below(26)); };
    if (name.empty()) return name;
    const std::size_t at = below(name.size());
    switch (below(13)) {
      case 0:
        name.insert(at, 1, letter());
        break;
      case 1:
        name.erase(at, 1);
        break;
      case 2:
        name[at] = letter();
        break;
      case 3:
        if (at + 1 < name.size()) std::swap(name[at], name[at + 1]);
        break;
      case 4:
        name.insert(at, 1, name[at]);
        break;
      case 5:
        name.insert(at, 1, ' ');
        break;
      case 6:
        if (const auto blank = name.find(' ', at); blank != std::string::npos) name.erase(blank, 1);
        break;
      case 7:  // the first word last
        if (const auto blank = name.find(' '); blank != std::string::npos) {
          name = name.substr(blank + 1) + " " + name.substr(0, blank);
        }
        break;
      case 8:  // a word left out
        if (const auto blank = name.find(' ', at); blank != std::string::npos) {
          name.erase(blank, name.find(' ', blank + 1) - blank);
        }
        break;
      case 9:
        name += pick(kEndings);
        break;
      case 10: {  // initials
        std::string initials;
        for (std::size_t i = 0; i < name.size(); ++i) {
          if (i == 0 || name[i - 1] == ' ') initials += name[i];
        }
        return one_in(4) ? initials : std::string(1, name[0]) + ". " + name.substr(std::min(name.find(' '), at));
      }
      case 11:  // two words as one, the second shortened
        if (const auto blank = name.find(' ', at); blank != std::string::npos) {
          const auto end = std::min(name.find(' ', blank + 1), name.size());
          if (end - blank > 5) name = name.substr(0, end - below(3) - 1) + name.substr(end);
          name.erase(blank, 1);
        }
        break;
      default:
        name[at] = one_in(2) ? '1' : '0';
        break;
    }
    return name;
  }

  std::mt19937 random_;
  std::vector<std::string> stems_;
};

}  // namespace tidewaiter::match
