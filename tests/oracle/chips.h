// Accelerators and what a table of them says of three dates. Written by make_chips.py; do not edit.
#pragma once

#include <array>
#include <string_view>

namespace tidewaiter::oracle {

// `dense`: bit length and TOPS; an empty figure is unknown. `review`: an export from the US to China.
enum class Review { none, notify, case_by_case, denial, either, prohibited };
struct Chip {
  std::string_view name, datacenter, dense, die, memory, link;
  double tpp, pd;
  std::string_view october_2022, november_2023;
  Review review;
  std::string_view tariff;
};

inline constexpr std::array<Chip, 48> kChips{{
    {"V100 SXM2 32GB", "Y", "16b:125; 8b:62.8", "815", "900", "300", 2000, 2.45, "no", "no", Review::none, ""},
    {"A100 40GB SXM", "Y", "16b:312; 8b:624; 4b:1248", "826", "1555", "600", 4992, 6.04, "3A090", "a.1",
     Review::case_by_case, ""},
    {"A100 80GB SXM", "Y", "16b:312; 8b:624; 4b:1248", "826", "2039", "600", 4992, 6.04, "3A090", "a.1",
     Review::case_by_case, ""},
    {"A800 80GB SXM", "Y", "16b:312; 8b:624; 4b:1248", "826", "2039", "400", 4992, 6.04, "no", "a.1", Review::denial,
     ""},
    {"A30", "Y", "16b:165; 8b:330; 4b:661", "826", "933", "200", 2644, 3.201, "no", "b.1 and b.2", Review::notify, ""},
    {"A40", "Y", "16b:149.7; 8b:299.3; 4b:598.7", "628.4", "696", "112.5", 2395, 3.81, "no", "b.2", Review::notify, ""},
    {"A10", "Y", "16b:125; 8b:250; 4b:500", "628.4", "600", "0", 2000, 3.18, "no", "no", Review::none, ""},
    {"H100 SXM5", "Y", "16b:989.5; 8b:1979", "814", "3350", "900", 15832, 19.45, "3A090", "a.1", Review::case_by_case,
     ""},
    {"H100 PCIe", "Y", "16b:756; 8b:1513", "814", "2000", "600", 12104, 14.87, "3A090", "a.1", Review::case_by_case,
     ""},
    {"H100 NVL", "Y", "16b:835.5; 8b:1671", "814", "3900", "600", 13368, 16.42, "3A090", "a.1", Review::case_by_case,
     ""},
    {"H800 SXM", "Y", "16b:989.5; 8b:1979", "814", "3350", "400", 15832, 19.45, "no", "a.1", Review::denial, ""},
    {"H200 SXM", "Y", "16b:989.5; 8b:1979", "814", "4800", "900", 15832, 19.45, "3A090", "a.1", Review::case_by_case,
     "band1"},
    {"H200 NVL", "Y", "16b:835.5; 8b:1670.5", "814", "4800", "900", 13368, 16.42, "3A090", "a.1", Review::case_by_case,
     ""},
    {"H20", "Y", "16b:148; 8b:296", "814", "4000", "900", 2368, 2.91, "no", "no", Review::none, ""},
    {"L40S", "Y", "16b:362; 8b:733; 4b:733", "608.5", "864", "0", 5864, 9.64, "no", "a.1", Review::case_by_case, ""},
    {"L40", "Y", "16b:181; 8b:362; 4b:724", "608.5", "864", "0", 2896, 4.76, "no", "b.1 and b.2", Review::notify, ""},
    {"L20", "Y", "16b:119.5; 8b:239", "608.5", "864", "0", 1912, 3.14, "no", "no", Review::none, ""},
    {"L4", "Y", "16b:121; 8b:242.5; 4b:485", "294.5", "300", "0", 1940, 6.59, "no", "a.2", Review::case_by_case, ""},
    {"L2", "Y", "16b:96.5; 8b:193", "294.5", "300", "0", 1544, 5.24, "no", "no", Review::none, ""},
    {"RTX 3090", "N", "16b:142; 8b:284.7; 4b:569.4", "628.4", "936", "112.5", 2278, 3.62, "no", "no (Note 2)",
     Review::none, ""},
    {"RTX 4090", "N", "16b:330.3; 8b:660.6; 4b:1321.2", "608.5", "1008", "0", 5285, 8.68, "no", "a.1 nonDC->NAC/ACA",
     Review::notify, ""},
    {"RTX 4090 48GB (unofficial)", "N", "16b:330.3; 8b:660.6; 4b:1321.2", "608.5", "1008", "0", 5285, 8.68, "no",
     "a.1 nonDC->NAC/ACA", Review::notify, ""},
    {"RTX 4090 D", "N", "16b:294.2; 8b:588.4; 4b:1176.8", "608.5", "1008", "0", 4707, 7.74, "no", "no (Note 2)",
     Review::none, ""},
    {"RTX 5090", "N", "16b:419; 8b:838; 4b:1676", "750", "1792", "0", 6704, 8.94, "no", "a.1 nonDC->NAC/ACA",
     Review::notify, ""},
    {"RTX 5090 D", "N", "4b:1187.5", "750", "1792", "0", 4750, 6.33, "no", "no (Note 2)", Review::none, ""},
    {"RTX 5090 D V2", "N", "4b:1187.5", "750", "1344", "0", 4750, 6.33, "no", "no (Note 2)", Review::none, ""},
    {"RTX 6000 Ada", "?", "16b:364.25; 8b:728.5", "608.5", "960", "0", 5828, 9.58, "no",
     "if DC a.1; else a.1 nonDC->NAC/ACA", Review::either, ""},
    {"RTX PRO 6000 Blackwell WS", "?", "16b:503.8; 8b:1007.6; 4b:2000", "750", "1792", "0", 8061, 10.75, "no",
     "if DC a.1; else a.1 nonDC->NAC/ACA", Review::either, ""},
    {"RTX PRO 6000 Blackwell Server", "Y", "4b:2000", "750", "1597", "0", 8000, 10.67, "no", "a.1",
     Review::case_by_case, ""},
    {"B100", "Y", "16b:1750; 8b:3500; 4b:7000", "1628", "8000", "1800", 28000, 17.2, "3A090", "a.1", Review::denial,
     ""},
    {"B200 (HGX/DGX)", "Y", "16b:2250; 8b:4500; 4b:9000", "1628", "7700", "1800", 36000, 22.11, "3A090", "a.1",
     Review::denial, ""},
    {"B200 in GB200", "Y", "16b:2500; 8b:5000; 4b:10000", "1628", "8000", "1800", 40000, 24.57, "3A090", "a.1",
     Review::denial, ""},
    {"B300 (HGX)", "Y", "16b:2250; 8b:4500; 4b:14000", "1628", "7700", "1800", 56000, 34.4, "3A090", "a.1",
     Review::denial, ""},
    {"B300 in GB300", "Y", "16b:2500; 8b:5000; 4b:15000", "1628", "8000", "1800", 60000, 36.86, "3A090", "a.1",
     Review::denial, ""},
    {"B30A (unreleased, est.)", "Y", "16b:1125; 8b:2250; 4b:7000", "814", "4000", "900", 28000, 34.4, "3A090", "a.1",
     Review::denial, ""},
    {"MI100", "Y", "16b:184.6; 8b:184.6", "750", "1229", "276", 2954, 3.94, "no", "b.1 and b.2", Review::notify, ""},
    {"MI210", "Y", "16b:181; 8b:181", "724", "1638", "300", 2896, 4.0, "no", "b.1 and b.2", Review::notify, ""},
    {"MI250", "Y", "16b:362.1; 8b:362.1", "1448", "3277", "800", 5794, 4.0, "3A090", "a.1", Review::case_by_case, ""},
    {"MI250X", "Y", "16b:383; 8b:383", "1448", "3277", "800", 6128, 4.23, "3A090", "a.1", Review::case_by_case, ""},
    {"MI300X", "Y", "16b:1307.4; 8b:2614.9", "2400", "5300", "896", 20919, 8.72, "3A090", "a.1", Review::case_by_case,
     ""},
    {"MI325X", "Y", "16b:1307.4; 8b:2614.9", "2400", "6000", "896", 20919, 8.72, "3A090", "a.1", Review::case_by_case,
     "band2"},
    {"MI350X", "Y", "16b:2309.6; 8b:4614; 6b:9227.5; 4b:9227.5", "2400", "8000", "896", 55365, 23.07, "3A090", "a.1",
     Review::denial, ""},
    {"MI355X", "Y", "16b:2516.6; 8b:5033.2; 6b:10066.3; 4b:10066.3", "2400", "8000", "1075", 60398, 25.17, "3A090",
     "a.1", Review::denial, ""},
    {"Gaudi2", "Y", "16b:432; 8b:865", "", "2450", "600", 6920, 0, "3A090", "a.1", Review::case_by_case, ""},
    {"Gaudi3", "Y", "16b:1835; 8b:1835", "", "3700", "1200", 29360, 0, "3A090", "a.1", Review::denial, ""},
    {"Ascend 910 (910A)", "Y", "16b:256; 8b:512", "456", "1228", "0", 4096, 8.98, "no", "a.2", Review::prohibited, ""},
    {"Ascend 910B (typ.)", "Y", "16b:320; 8b:640", "665", "1600", "392", 5120, 7.7, "no", "a.1", Review::prohibited,
     ""},
    {"Ascend 910C (2 die)", "Y", "16b:800; 8b:1600", "1330", "3200", "784", 12800, 9.62, "3A090", "a.1",
     Review::prohibited, ""},
}};

}  // namespace tidewaiter::oracle
