#include "engine/data_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/digest.h"
#include "base/file.h"
#include "base/json_reader.h"
#include "base/json_writer.h"
#include "engine/shipped.h"

namespace tidewaiter {

std::string DataTexts::version() const {
  std::string all;
  const auto append = [&](const std::vector<SourceText>& texts) {
    all += fmt::format("{};", texts.size());
    for (const SourceText& text : texts) all += fmt::format("{}:{}", text.text.size(), text.text);
  };
  append(shipped);
  append(own);
  return digest_of(all).hex().substr(0, 16);
}

std::string DataTexts::to_json() const {
  std::string out;
  JsonWriter json(out);
  const auto write = [&](JsonKey key, const std::vector<SourceText>& texts) {
    json.key(key).begin_array();
    for (const SourceText& text : texts) {
      json.begin_object().member("name", text.name).member("text", text.text).end_object();
    }
    json.end_array();
  };
  json.begin_object();
  write("shipped", shipped);
  write("own", own);
  json.end_object();
  return out;
}

Result<DataTexts> DataTexts::from_json(const std::string& json, const std::string& where) {
  TIDEWAITER_TRY(const json::Document document, json::Document::parse(json, where));
  DataTexts texts;
  const auto read = [&](std::string_view key, std::vector<SourceText>& into) {
    const auto array = document.root().find(key);
    if (!array || array->kind() != json::Kind::array) return false;
    for (const json::Value& each : array->elements()) {
      const auto name = each.find("name");
      const auto text = each.find("text");
      if (!name || !text || !name->string() || !text->string()) return false;
      into.push_back({std::string(*name->string()), std::string(*text->string())});
    }
    return true;
  };
  if (!read("shipped", texts.shipped) || !read("own", texts.own)) {
    return fail(ErrorCode::corrupt_file, "the kept rules and catalogue cannot be read", where,
                "restore the store from a backup");
  }
  return texts;
}

Result<DataTexts> read_data_texts(const std::string& folder) {
  DataTexts texts{shipped_data(), {}};
  if (folder.empty()) return texts;
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder, error)) {
    if (file.path().extension() == ".toml") files.push_back(file.path());
  }
  if (error == std::errc::no_such_file_or_directory) {
    return fail(ErrorCode::file_not_found, "there is no such folder", folder, "--rules takes a folder of .toml files");
  }
  if (error)
    return fail(ErrorCode::file_unreadable, "the folder cannot be read: " + error.message(), folder,
                "--rules takes a folder of .toml files");
  std::ranges::sort(files);
  for (const auto& file : files) {
    TIDEWAITER_TRY(std::string text, read_file(file));
    texts.own.push_back({file.string(), std::move(text)});
  }
  return texts;
}

}  // namespace tidewaiter
