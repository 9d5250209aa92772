// Rows as the tables of docs/contracts.md have them: names, descriptions, prices, masses and the flaws of ordinary
// paperwork. What a row says depends on the row and its number alone, so that any thread may write it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "world/market.h"
#include "world/records.h"
#include "world/table_block.h"
#include "world/truth.h"

namespace tidewaiter::world {

std::vector<std::string> shipment_columns();
std::vector<std::string> event_columns();
std::vector<std::string> report_columns();
std::vector<std::string> party_columns();
std::vector<std::string> ownership_columns();
std::vector<std::string> price_columns();
std::vector<std::string> rate_columns();

class Painter {
 public:
  // All references must outlive it.
  Painter(std::uint64_t seed, const Parameters& parameters, const Market& market, const Society& society);

  void shipments(const Rows& rows, TableBlock& out) const;
  void events(const Rows& rows, TableBlock& out) const;
  void reports(const Rows& rows, TableBlock& out) const;
  void parties(TableBlock& out) const;
  void ownership(TableBlock& out) const;
  void prices(Date first, Date last, TableBlock& out) const;
  void rates(Date first, Date last, TableBlock& out) const;

  std::string party_id(PartyId party) const;
  std::string_view country_code(std::uint16_t country) const;
  std::string serial(std::uint16_t good, std::uint64_t number) const;

 private:
  struct Texts {
    std::string id;
    std::string address;
    std::string city;
  };
  void shipment(const ShipmentRow& row, TableBlock& out) const;
  void event(const EventRow& row, std::uint32_t number, TableBlock& out) const;
  void party_cells(PartyId party, TableBlock& out) const;
  void serials(std::uint16_t good, std::uint64_t first, unsigned count, TableBlock& out) const;
  double price(std::uint32_t shipment, std::uint16_t good, std::uint8_t form, Date day, bool used) const;
  double mass(std::uint32_t shipment, std::uint16_t good, std::uint8_t form, std::uint32_t units) const;  // 0: none
  void description(const ShipmentRow& row, Random& random, TableBlock& out) const;

  std::uint64_t seed_;
  const Parameters& parameters_;
  const Habits habits_;
  const Market& market_;
  const Society& society_;
  std::vector<Texts> texts_;
  struct Papers {
    double wrong_heading, missing_eccn, missing_mass, wrong_mass, missing_end_use, missing_end_user, cover, declined,
        cash, foreign, price_sigma, used_share, used_sigma;
  } papers_;
};

}  // namespace tidewaiter::world
