// The checker's half that resolves names: fields, parties by role, elements of quantifiers, definitions.
#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "rules/checker.h"

namespace tidewaiter::rules {

using Op = Expression::Op;
using Source = Operand::Source;

namespace {

bool is_collection(FactType type) { return type == FactType::texts || type == FactType::countries; }

ValueType value_type(FactType type) {
  switch (type) {
    case FactType::truth:
      return ValueType::truth;
    case FactType::number:
      return ValueType::number;
    case FactType::date:
      return ValueType::date;
    case FactType::country:
    case FactType::countries:
      return ValueType::country;
    case FactType::text:
    case FactType::texts:
      break;
  }
  return ValueType::text;
}

std::optional<std::uint8_t> find_field(std::span<const FactInfo> fields, std::string_view path) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].path == path) return static_cast<std::uint8_t>(i);
  }
  return std::nullopt;
}

Source source_of(Range range) {
  if (range.over == Range::Over::hits) return Source::hit;
  if (range.over == Range::Over::owners) return Source::owner;
  if (range.over == Range::Over::lines) return Source::each_line;
  return range.over == Range::Over::texts ? Source::text : Source::party;
}

std::span<const FactInfo> fields_of(Source source) {
  if (source == Source::hit) return hit_facts();
  return source == Source::owner ? owner_facts() : party_facts();
}

std::string_view word_of(Source source) {
  switch (source) {
    case Source::party:
      return "party";
    case Source::hit:
      return "hit";
    case Source::owner:
      return "owner";
    case Source::each_line:
      return "each";
    default:
      return "it";
  }
}

// A name of a member, before and behind the first dot: the words for parties and elements have none, and the fields of
// a line, behind `each`, have dots of their own.
struct Member {
  std::string_view of;  // empty: no member
  std::string_view field;
};
Member split_member(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return {};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

}  // namespace

std::optional<Checker::Named> Checker::member(const Element& element, std::string_view field) const {
  Operand operand{element.source, {}, Operand::kPart};
  if (element.source == Source::each_line) {
    const std::optional<std::uint8_t> of_line = find_field(vocabulary_.line, field);
    if (!of_line || is_collection(vocabulary_.line[*of_line].type)) return std::nullopt;
    operand.field = *of_line;
    return Named{operand, value_type(vocabulary_.line[*of_line].type), vocabulary_.line[*of_line].unit};
  }
  if (field == "part") return Named{operand, ValueType::text, Unit::none};
  const std::span<const FactInfo> fields = fields_of(element.source);
  const std::optional<std::uint8_t> found = find_field(fields, field);
  if (!found) return std::nullopt;
  operand.field = *found;
  return Named{operand, value_type(fields[*found].type), fields[*found].unit};
}

std::optional<Checker::Named> Checker::resolve(std::string_view name) const {
  const auto [before, after] = split_member(name);
  for (const Element& element : elements_ | std::views::reverse) {  // the innermost first
    if (element.source == Source::text) {
      if (element.word == name) return Named{{Source::text, {}, 0}, element.type, Unit::none};
    } else if (element.word == before) {
      if (auto found = member(element, after)) return found;
    }
  }
  if (const auto line = find_field(vocabulary_.line, name)) {
    const FactInfo& info = vocabulary_.line[*line];
    if (is_collection(info.type)) return std::nullopt;
    return Named{{Source::line, {}, *line}, value_type(info.type), info.unit};
  }
  if (vocabulary_.parties_and_hits) {
    if (const auto role = party_role(before)) {
      if (auto found = member({Source::party, {}, {}}, after)) {
        found->operand.source = Source::named_party;
        found->operand.role = *role;
        if (found->operand.field != Operand::kPart) return found;
      }
    }
  }
  return std::nullopt;
}

std::optional<Range> Checker::collection(std::string_view name) const {
  if (vocabulary_.parties_and_hits) {
    if (name == "parties") return Range{Range::Over::parties, 0};
    if (name == "receiving") return Range{Range::Over::receiving, 0};
    if (name == "hits") return Range{Range::Over::hits, 0};
    if (name == "owners") return Range{Range::Over::owners, 0};
    if (name == "lines") return Range{Range::Over::lines, 0};
  }
  const auto line = find_field(vocabulary_.line, name);
  if (line && is_collection(vocabulary_.line[*line].type)) return Range{Range::Over::texts, *line};
  return std::nullopt;
}

ExpressionPtr Checker::name(const Syntax& syntax) {
  if (const auto named = resolve(syntax.text)) {
    auto made = draft(Op::field, named->type, syntax.span);
    made->operand = named->operand;
    made->unit = named->unit;
    return made;
  }
  if (const auto defined = definitions_.find(syntax.text); defined != definitions_.end()) {
    return defined->second;  // nullptr where the definition itself is wrong, and reported there
  }
  unknown_name(syntax.text, syntax.span);
  return nullptr;
}

ExpressionPtr Checker::known(const Syntax& syntax) {
  if (const auto role = party_role(syntax.text); role && vocabulary_.parties_and_hits) {
    auto made = draft(Op::named, ValueType::truth, syntax.span);
    made->operand = {Source::named_party, *role, 0};
    return made;
  }
  auto made = draft(Op::known, ValueType::truth, syntax.span);
  if (const auto named = resolve(syntax.text)) {
    made->operand = named->operand;
    return made;
  }
  if (const auto range = collection(syntax.text); range && range->over == Range::Over::texts) {
    made->operand = {Source::line, {}, range->field};
    return made;
  }
  if (definitions_.contains(syntax.text)) {
    return wrong(syntax.name, fmt::format("known() asks for a field, and {} is a definition", syntax.text));
  }
  unknown_name(syntax.text, syntax.name);
  return nullptr;
}

std::vector<std::string> Checker::visible_names() const {
  std::vector<std::string> names;
  for (const FactInfo& info : vocabulary_.line) names.emplace_back(info.path);
  for (const auto& [name, definition] : definitions_) names.push_back(name);
  const auto add_members = [&](std::string_view prefix, std::span<const FactInfo> fields, bool part) {
    for (const FactInfo& info : fields) names.push_back(fmt::format("{}.{}", prefix, info.path));
    if (part) names.push_back(fmt::format("{}.part", prefix));
  };
  if (vocabulary_.parties_and_hits) {
    for (std::size_t i = 0; i < kPartyRoleCount; ++i) {
      add_members(to_string(static_cast<Role>(i)), party_facts(), false);
    }
  }
  for (const Element& element : elements_) {
    if (element.source == Source::text) {
      names.push_back(element.word);
    } else if (element.source == Source::each_line) {
      add_members(element.word, vocabulary_.line, false);
    } else {
      add_members(element.word, fields_of(element.source), true);
    }
  }
  return names;
}

void Checker::unknown_name(std::string_view name, Span span) {
  const std::string_view before = name.substr(0, name.find('.'));
  const bool texts = collection(name).has_value();
  const std::string_view word = texts ? name : before;
  if (const std::optional<Range> range = collection(word)) {
    for (const Element& element : elements_) {
      if (source_of(*range) == element.source && element.word != word) {
        wrong(span, fmt::format("inside this quantifier the element is called {}", element.word),
              texts ? fmt::format("write {}", element.word)
                    : fmt::format("write {}{}", element.word, name.substr(before.size())));
        return;
      }
    }
    if (std::ranges::none_of(elements_, [&](const Element& element) { return element.word == word; })) {
      wrong(span, fmt::format("{} is a collection: it has many values", word),
            fmt::format("write any({} …), all, none, count or sum", name));
      return;
    }
  }
  const bool element = before == "party" || before == "hit" || before == "owner" || before == "each" || before == "it";
  if (element && std::ranges::none_of(elements_, [&](const Element& open) { return open.word == before; })) {
    wrong(span, fmt::format("{} stands outside a quantifier that would say which one", name),
          before == "it" ? "write any(item.paragraphs where it …)"
                         : "write any(parties where party.…), any(hits where hit.…)");
    return;
  }
  const std::vector<std::string> names = visible_names();
  std::optional<std::string> meant = nearest(name, names);
  // what stands before the point may be all that is wrong: shipment.destination
  const std::string last(name.substr(name.rfind('.') + 1));
  if (std::ranges::find(names, last) != names.end()) meant = last;
  const bool a_code = name.size() == 2 && name[0] >= 'A' && name[0] <= 'Z' && name[1] >= 'A' && name[1] <= 'Z';
  wrong(span, fmt::format("there is no field {}", name),
        meant    ? fmt::format("did you mean {}?", *meant)
        : a_code ? fmt::format("texts stand in quotes: '{}'", name)
                 : std::string("tidewaiter rules fields lists them all; texts stand in quotes"));
}

// The collections that a condition names outside of quantifiers in it, those of enclosing quantifiers left out.
void Checker::find_collections(const Syntax& syntax, std::vector<std::string>& found) const {
  if (syntax.kind == Syntax::Kind::quantifier) return;
  if (syntax.kind == Syntax::Kind::name || syntax.kind == Syntax::Kind::known) {
    const std::string& name = syntax.text;
    std::string word = collection(name) ? name : std::string(split_member(name).of);
    const bool bound = std::ranges::any_of(elements_, [&](const Element& element) { return element.word == word; });
    if (!bound && collection(word) && std::ranges::find(found, word) == found.end()) found.push_back(std::move(word));
  }
  for (const Syntax& child : syntax.children) find_collections(child, found);
}

std::optional<Range> Checker::short_form_range(const Syntax& syntax, std::string& word) {
  std::vector<std::string> found;
  find_collections(syntax.children.front(), found);
  if (found.size() == 1) {
    word = found.front();
    return collection(word);
  }
  if (found.empty()) {
    wrong(syntax.span, fmt::format("{}() ranges over nothing", to_string(syntax.quantifier)),
          vocabulary_.parties_and_hits ? "name a collection in it: any(receiving.country = 'CN')"
                                       : "name a collection in it");
  } else {
    wrong(syntax.span,
          fmt::format("{}() names two collections: {}", to_string(syntax.quantifier), fmt::join(found, ", ")),
          "say over which one it goes: any(receiving where …)");
  }
  return std::nullopt;
}

ExpressionPtr Checker::quantifier(const Syntax& syntax) {
  std::string word;
  std::optional<Range> range;
  std::string_view summed;
  if (syntax.text.empty()) {
    range = short_form_range(syntax, word);
    if (!range) return nullptr;
  } else {
    std::string_view name = syntax.text;
    if (syntax.quantifier == Quantifier::sum) {
      const Member member = split_member(name);
      summed = member.field;
      if (!member.of.empty()) name = member.of;
    }
    range = collection(name);
    if (!range) {
      std::vector<std::string> names{"parties", "receiving", "hits", "owners", "lines"};
      if (!vocabulary_.parties_and_hits) names.clear();
      for (const FactInfo& info : vocabulary_.line) {
        if (is_collection(info.type)) names.emplace_back(info.path);
      }
      return wrong(syntax.name, fmt::format("{} is not a collection", name),
                   fmt::format("collections: {}", fmt::join(names, ", ")));
    }
    const Source source = source_of(*range);
    word = word_of(source);
  }
  Element element{source_of(*range), word, ValueType::text};
  if (range->over == Range::Over::texts) element.type = value_type(vocabulary_.line[range->field].type);
  for (const Element& outer : elements_) {
    if (outer.source == element.source && !outer.from_outside) {
      return wrong(syntax.span,
                   fmt::format("a quantifier over {} stands inside one over the same kind of element", word),
                   "give the inner one a name in [define]");
    }
  }

  elements_.push_back(element);
  std::vector<ExpressionPtr> parts;
  bool complete = true;
  for (const Syntax& child : syntax.children) {
    parts.push_back(truth(child));
    complete = complete && parts.back() != nullptr;
  }
  std::optional<Named> field;
  if (syntax.quantifier == Quantifier::sum) {
    if (element.source != Source::text) field = member(element, summed);
    if (!field || field->type != ValueType::number) {
      wrong(syntax.name, fmt::format("{} is not a number of an element", syntax.text),
            "write sum(parties.data_centre_mw)");
      complete = false;
    }
  }
  elements_.pop_back();
  if (!complete) return nullptr;

  if (syntax.quantifier == Quantifier::sum || syntax.quantifier == Quantifier::count) {
    auto made = draft(field ? Op::sum : Op::count, ValueType::number, syntax.span);
    made->range = *range;
    made->children = std::move(parts);
    if (field) {
      made->operand = field->operand;
      made->unit = field->unit;
    }
    return finish(std::move(made));
  }
  auto made = draft(Op::any, ValueType::truth, syntax.span);
  made->range = *range;
  const bool all = syntax.quantifier == Quantifier::all;
  if (parts.empty()) {
    auto always = draft(Op::constant, ValueType::truth, syntax.span);
    always->number = 1;
    made->children.push_back(always);
  } else if (!all) {
    made->children.push_back(parts.front());
  } else if (parts.size() == 1) {
    made->children.push_back(negation(parts.front()));
  } else {
    auto both = draft(Op::conjunction, ValueType::truth, syntax.span);
    both->children = {parts.front(), negation(parts.back())};
    ExpressionPtr body = finish(std::move(both));
    if (body == nullptr) return nullptr;
    made->children.push_back(std::move(body));
  }
  ExpressionPtr checked = finish(std::move(made));
  if (checked == nullptr) return nullptr;
  return syntax.quantifier == Quantifier::any ? checked : negation(std::move(checked));
}

}  // namespace tidewaiter::rules
