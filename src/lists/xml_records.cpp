#include "lists/xml_records.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "lists/forms.h"

namespace tidewaiter::lists {
namespace {

constexpr std::size_t kDeepest = 64;                          // no published form is deeper than ten
constexpr std::size_t kChunk = std::size_t{1} << 16;          // bytes handed to expat at once
constexpr std::size_t kLongestRecord = std::size_t{1} << 24;  // bytes of text in one record; real ones have some 100 KB

std::string_view local(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// What expat calls back. `open` holds the elements that have begun and not ended.
class Walk {
 public:
  Walk(XML_Parser parser, const XmlHandlers& handlers) : parser_(parser), handlers_(handlers) {}

  void start(const char* name, const char** attributes) {
    if (stopped()) return;
    if (open_.size() == kDeepest) return stop("its elements stand deeper than any list's");
    XmlNode& node = open_.emplace_back();
    node.name = local(name);
    node.line = XML_GetCurrentLineNumber(parser_);
    for (; *attributes != nullptr; attributes += 2) {
      held_ += std::string_view(attributes[1]).size();
      node.attributes.emplace_back(local(attributes[0]), attributes[1]);
    }
    if (depth_in_record_ > 0) {
      ++depth_in_record_;
    } else if (std::ranges::find(handlers_.records, std::string_view(node.name)) != handlers_.records.end()) {
      depth_in_record_ = 1;
      held_ = 0;
    }
  }

  void text(std::string_view part) {
    if (stopped() || open_.empty()) return;
    held_ += part.size();
    if (held_ > kLongestRecord) return stop("one element holds more text than any entry of a list");
    open_.back().text += part;
  }

  void end() {
    if (stopped()) return;
    XmlNode node = std::move(open_.back());
    open_.pop_back();
    node.text = std::string(trimmed(node.text));
    if (depth_in_record_ == 0) {
      held_ = 0;
      if (handlers_.outside) handlers_.outside(node);
      return;
    }
    if (--depth_in_record_ == 0) {
      handlers_.record(std::move(node));
    } else {
      open_.back().children.push_back(std::move(node));
    }
  }

  void stop(std::string why) {
    why_ = std::move(why);
    XML_StopParser(parser_, XML_FALSE);
  }
  bool stopped() const { return !why_.empty(); }
  const std::string& why() const { return why_; }

 private:
  XML_Parser parser_;
  const XmlHandlers& handlers_;
  std::vector<XmlNode> open_;
  std::size_t depth_in_record_ = 0;  // elements open from the record's own on; 0 outside
  std::size_t held_ = 0;             // bytes of text of the record
  std::string why_;
};

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser>;

}  // namespace

const XmlNode* XmlNode::child(std::string_view wanted) const {
  const auto found = std::ranges::find(children, wanted, &XmlNode::name);
  return found == children.end() ? nullptr : &*found;
}

std::string_view XmlNode::text_of(std::string_view wanted) const {
  const XmlNode* found = child(wanted);
  return found == nullptr ? std::string_view() : std::string_view(found->text);
}

std::string_view XmlNode::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes) {
    if (key == wanted) return value;
  }
  return {};
}

std::vector<const XmlNode*> XmlNode::all(std::string_view wanted) const {
  std::vector<const XmlNode*> found;
  for (const XmlNode& node : children) {
    if (node.name == wanted) found.push_back(&node);
  }
  return found;
}

std::vector<const XmlNode*> XmlNode::all(std::string_view list, std::string_view wanted) const {
  const XmlNode* found = child(list);
  return found == nullptr ? std::vector<const XmlNode*>() : found->all(wanted);
}

Result<void> read_xml_records(std::string_view bytes, const std::string& file, const XmlHandlers& handlers) {
  const Parser parser(XML_ParserCreate(nullptr));
  if (!parser) return fail(ErrorCode::out_of_memory, "there is no memory to read XML", file);
  Walk walk(parser.get(), handlers);
  XML_SetUserData(parser.get(), &walk);
  XML_SetElementHandler(
      parser.get(),
      [](void* data, const XML_Char* name, const XML_Char** attributes) {
        static_cast<Walk*>(data)->start(name, attributes);
      },
      [](void* data, const XML_Char*) { static_cast<Walk*>(data)->end(); });
  XML_SetCharacterDataHandler(parser.get(), [](void* data, const XML_Char* text, int length) {
    static_cast<Walk*>(data)->text({text, static_cast<std::size_t>(length)});
  });
  XML_SetEntityDeclHandler(parser.get(), [](void* data, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                                            const XML_Char*, const XML_Char*, const XML_Char*) {
    static_cast<Walk*>(data)->stop("it declares entities of its own, which no list does");
  });
  for (std::size_t at = 0;; at += kChunk) {
    TIDEWAITER_CHECK(handlers.stop.check());
    const std::string_view chunk = bytes.substr(std::min(at, bytes.size()), kChunk);
    const bool last = at + kChunk >= bytes.size();
    if (XML_Parse(parser.get(), chunk.data(), static_cast<int>(chunk.size()), last ? 1 : 0) == XML_STATUS_ERROR) {
      return fail(ErrorCode::bad_format,
                  fmt::format("the XML cannot be read: {}",
                              walk.stopped() ? walk.why() : XML_ErrorString(XML_GetErrorCode(parser.get()))),
                  fmt::format("{}:{}", file, XML_GetCurrentLineNumber(parser.get())), "download it again");
    }
    if (last) return {};
  }
}

XmlNode xml_root(std::string_view bytes) {
  const Parser parser(XML_ParserCreate(nullptr));
  XmlNode root;
  if (!parser) return root;
  struct First {
    XML_Parser parser;
    XmlNode* root;
  } first{parser.get(), &root};
  XML_SetUserData(parser.get(), &first);
  XML_SetStartElementHandler(parser.get(), [](void* data, const XML_Char* name, const XML_Char** attributes) {
    auto* of = static_cast<First*>(data);
    if (!of->root->name.empty()) return;
    of->root->name = local(name);
    for (; *attributes != nullptr; attributes += 2) of->root->attributes.emplace_back(attributes[0], attributes[1]);
    XML_StopParser(of->parser, XML_FALSE);
  });
  const std::string_view head = bytes.substr(0, kChunk);
  (void)XML_Parse(parser.get(), head.data(), static_cast<int>(head.size()), 0);  // stopped on purpose
  return root;
}

}  // namespace tidewaiter::lists
