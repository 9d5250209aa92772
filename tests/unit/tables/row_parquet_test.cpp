// Rows of NDJSON come back out of the Parquet file with the types of their schema.
#include "tables/row_parquet.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "model/decision_json.h"
#include "sample_decisions.h"
#include "tables/duckdb_handle.h"

namespace tidewaiter::tables {
namespace {

class RowParquet : public testing::Test {
 protected:
  void SetUp() override {
    std::string form = (std::filesystem::temp_directory_path() / "row-parquet-XXXXXX").string();
    ASSERT_NE(::mkdtemp(form.data()), nullptr);
    folder_ = form;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static RowSchema decisions() {
    for (RowSchema& schema : output_schemas()) {
      if (schema.name == "decision") return std::move(schema);
    }
    ADD_FAILURE() << "there is no schema of decisions";
    return {};
  }

  std::string asked(const std::string& sql) {
    auto database = duck::Database::open({});
    EXPECT_TRUE(database.has_value());
    auto stream = database->stream(sql);
    if (!stream) return stream.error().message;
    const auto rows = stream->next();
    if (!rows || *rows == 0 || is_null(stream->column(0), 0)) return "nothing";
    return std::string(duck::text_at(stream->column(0), 0));
  }
  static bool is_null(duckdb_vector vector, std::size_t row) { return duck::is_null(vector, row); }

  std::filesystem::path folder_;
};

TEST_F(RowParquet, DecisionsKeepTheirStructure) {
  const std::filesystem::path rows = folder_ / "rows.ndjson";
  std::string text;
  Decision undated = samples::release(3);
  undated.date.reset();
  for (const Decision& decision : {samples::hold("A"), samples::release(2), undated}) {
    append_decision_json(text, canonical(decision), samples::versions());
    text += '\n';
  }
  std::ofstream(rows) << text;
  const std::filesystem::path file = folder_ / "it's.parquet";
  const Result<void> written = rows_to_parquet(rows, decisions(), file);
  ASSERT_TRUE(written.has_value()) << written.error().message;
  const std::string from = "FROM read_parquet(" + duck::literal(file.string()) + ") ";
  EXPECT_EQ(asked("SELECT string_agg(shipment_id, ',') " + from), "A,SHP-2025-0000002,SHP-2025-0000003");
  EXPECT_EQ(asked("SELECT (date + 1)::DATE::VARCHAR " + from), "2025-03-02");
  EXPECT_EQ(asked("SELECT count(*)::VARCHAR " + from + "WHERE date IS NULL"), "1");
  EXPECT_EQ(asked("SELECT (sum(count) / 2)::VARCHAR " + from), "256.0");
  EXPECT_EQ(asked("SELECT lines[1].chips::VARCHAR || ' ' || lines[2].item " + from),
            "512.0 Cable assembly, 3 m, copper");
  EXPECT_EQ(asked("SELECT findings[2].evidence[3].value " + from), "MEU-9f41c2");
  EXPECT_EQ(asked("SELECT list_aggregate(list_transform(parties, p -> p.country), 'string_agg', ' ') " + from),
            "US AE AE SG");
  const std::filesystem::directory_iterator files(folder_);
  EXPECT_EQ(std::distance(begin(files), end(files)), 2) << "the rows and the file, and nothing half written";
}

TEST_F(RowParquet, NoRowIsAFileWithoutRows) {
  std::ofstream(folder_ / "rows.ndjson");
  ASSERT_TRUE(rows_to_parquet(folder_ / "rows.ndjson", decisions(), folder_ / "d.parquet").has_value());
  EXPECT_EQ(
      asked("SELECT count(*)::VARCHAR FROM read_parquet(" + duck::literal((folder_ / "d.parquet").string()) + ")"),
      "0");
}

TEST_F(RowParquet, AFolderThatIsNotThereIsAnError) {
  std::ofstream(folder_ / "rows.ndjson") << "{}\n";
  const auto written = rows_to_parquet(folder_ / "rows.ndjson", decisions(), folder_ / "nowhere" / "d.parquet");
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, ErrorCode::file_unwritable);
}

}  // namespace
}  // namespace tidewaiter::tables
