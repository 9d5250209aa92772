#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "catalog_files.h"

namespace tidewaiter::catalog {
namespace {

struct Line {
  std::string text;
  double units;                  // that every unit of the quantity column holds
  std::optional<double> stated;  // of the whole line
};

TEST(StatedCount, SpeaksOfTheWholeLine) {
  const std::vector<Line> lines{
      {"NVIDIA H100 SXM5 80GB, 16 pcs, unit price USD 27,400.00", 1, 16},
      {"H100 SXM5, qty 16", 1, 16},
      {"H100 SXM5 80G 二十四片", 1, 24},
      {"RTX 4090 24 GB, Menge: 12", 1, 12},
      {"Carte NVIDIA H100 PCIe 80 Go, lot de 2", 1, 2},
      {"10 ctns x 4 pcs RTX 5090 32GB", 1, 40},
      {"NVIDIA DGX H200 system, 3 units", 1, 3},
      {"L4 24GB 2 pcs; L40S 48GB 4 pcs", 1, 4},  // the strictest of several is told, with its own count
      {"RTX 4090 (10 pcs)", 1, 10},
      {"120 (one hundred and twenty) pcs RTX 3090", 1, 120},
      // in packages, in any order and language
      {"2 boxes of 10 RTX 4090", 1, 20},
      {"RTX 4090, 10 pcs/ctn x 4 ctns", 1, 40},
      {"MI210 accelerators packed 8 per crate, 2 crates", 1, 16},
      {"4 boxes, 2 x A100 80GB SXM each", 1, 8},
      {"24 units (4 boxes of 6) L4 GPU", 1, 24},
      {"V100 SXM2 32GB tray of 24", 1, 24},
      {"H200 NVL 141GB 4-pack", 1, 4},
      {"一箱10片 共2箱 H20", 1, 20},
      {"A800 80G SXM 两箱，每箱四块", 1, 8},
      {"H20 每托盘8片，共4托盘", 1, 32},
      {"RTX 4090 グラフィックボード 5枚入り 4箱", 1, 20},
      {"RTX 4090 그래픽카드 2박스 (박스당 5개)", 1, 10},
      {"Grafikkarte RTX 4090 24 GB, 2 Kartons zu je 5 Stück", 1, 10},
      {"Cartes graphiques RTX 4090, 2 cartons de 6", 1, 12},
      {"Видеокарта RTX 4090 24 ГБ, 2 коробки по 5 шт", 1, 10},
      {"RTX 4090: 2 cajas con 6 unidades cada una", 1, 12},
      // near misses: what lies in packages is counted already
      {"RTX 4090 20 pcs / 5 ctns", 1, 20},
      {"RTX 4090 5 ctns 20 pcs", 1, 20},
      {"4090D 24G 涡轮 显卡 30张 3箱", 1, 30},
      {"MI325X accelerators (OAM) 16 units in 2 crates", 1, 16},
      // near misses: at the name it counts for every unit; a price, a model and lanes count nothing
      {"8x H100 SXM5", 8, std::nullopt},
      {"H100 SXM5 x8", 8, std::nullopt},
      {"H100 PCIe 80GB, USD 27,400.00/pc", 1, std::nullopt},
      {"A30 PCIe x16", 1, std::nullopt},
      {"H100 80GB PCIe x4", 1, std::nullopt},
      {"NVIDIA H100 80GB PCIe x 4", 4, std::nullopt},
      {"NVIDIA H100 80GB PCIe x 16", 1, std::nullopt},
      {"H100 SXM5 80GB, 27.400 pcs", 1, std::nullopt},
  };
  for (const Line& line : lines) {
    const Identification found = shipped_catalog().identify(line.text);
    EXPECT_TRUE(found.item) << line.text;
    EXPECT_EQ(found.units, line.units) << line.text;
    EXPECT_EQ(found.stated, line.stated) << line.text;
  }
}

TEST(StatedCount, SaysTheQuantityOnceMore) {
  const Identification stated = shipped_catalog().identify("H100 SXM5, 16 pcs");
  EXPECT_EQ(stated.units_of(16), 16);
  EXPECT_EQ(stated.units_of(1), 16);   // one lot of sixteen
  EXPECT_EQ(stated.units_of(20), 20);  // of two that differ the larger
  EXPECT_EQ(shipped_catalog().identify("8x H100 SXM5").units_of(2), 16);
}

TEST(Dimensions, AreNoChips) {
  for (const char* text : {"Shelf B200 x H100 x D40 cm, 6 pcs", "W200×H100×D40"}) {
    EXPECT_FALSE(shipped_catalog().identify(text).item) << text;
  }
  EXPECT_TRUE(shipped_catalog().identify("L4 x 6, L40 x 4, L40S x 2").item);
}

}  // namespace
}  // namespace tidewaiter::catalog
