#include "report/json_schema.h"

#include <array>
#include <utility>

#include "base/json_writer.h"

namespace tidewaiter::report {
namespace {

class SchemaText {
 public:
  std::string write(const RowSchema& schema) {
    open('{');
    text("$schema", "https://json-schema.org/draft/2020-12/schema");
    text("title", schema.title);
    text("description", schema.meaning);
    write_type(schema.row);
    if (!schema.one_of_each.empty()) write_groups(schema);
    close('}');
    return out_ + "\n";
  }

 private:
  void separate() {
    if (!first_) out_ += ',';
    if (depth_ > 0) out_ += '\n';
    out_.append(2 * depth_, ' ');
    first_ = false;
  }
  void open(char bracket) {
    out_ += bracket;
    ++depth_;
    first_ = true;
  }
  void close(char bracket) {
    --depth_;
    out_ += '\n';
    out_.append(2 * depth_, ' ');
    out_ += bracket;
    first_ = false;
  }
  void key(std::string_view name) {
    separate();
    append_json_string(out_, name);
    out_ += ": ";
  }
  void text(std::string_view name, std::string_view content) {
    key(name);
    append_json_string(out_, content);
  }
  // On one line: the names of members, the words of an enumeration.
  void texts(std::string_view name, const std::vector<std::string>& some, bool or_null = false) {
    key(name);
    out_ += '[';
    for (const std::string& one : some) {
      if (&one != some.data()) out_ += ", ";
      append_json_string(out_, one);
    }
    if (or_null) out_ += ", null";
    out_ += ']';
  }

  void write_type(const SchemaType& type) {
    static constexpr std::array<std::string_view, 6> kNames{"string",  "number", "integer",
                                                            "boolean", "array",  "object"};
    const std::string_view name = kNames[static_cast<std::size_t>(type.kind)];
    if (type.nullable) {
      texts("type", {std::string(name), "null"});
    } else {
      text("type", name);
    }
    if (!type.words.empty()) texts("enum", type.words, type.nullable);
    if (!type.pattern.empty()) text("pattern", type.pattern);
    if (!type.element.empty()) {
      key("items");
      open('{');
      write_type(type.element.front());
      close('}');
    }
    if (type.kind == SchemaKind::object) write_members(type);
  }

  void write_members(const SchemaType& type) {
    std::vector<std::string> required;
    key("properties");
    open('{');
    for (const SchemaMember& member : type.members) {
      key(member.name);
      open('{');
      text("description", member.meaning);
      write_type(member.type);
      close('}');
      if (member.required) required.push_back(member.name);
    }
    close('}');
    if (!required.empty()) texts("required", required);
    key("additionalProperties");
    if (type.others.empty()) {
      out_ += type.open ? "true" : "false";
      return;
    }
    open('{');
    write_type(type.others.front());
    close('}');
  }

  void write_groups(const RowSchema& schema) {
    key("allOf");
    open('[');
    for (const std::vector<std::string>& group : schema.one_of_each) {
      separate();
      open('{');
      key("anyOf");
      open('[');
      for (const std::string& member : group) {
        separate();
        open('{');
        texts("required", {member});
        close('}');
      }
      close(']');
      close('}');
    }
    close(']');
  }

  std::string out_;
  std::size_t depth_ = 0;
  bool first_ = true;
};

}  // namespace

std::string json_schema(const RowSchema& schema) { return SchemaText().write(schema); }

}  // namespace tidewaiter::report
