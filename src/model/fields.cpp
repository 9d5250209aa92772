#include "model/fields.h"

#include <array>

namespace tidewaiter {
namespace {

#define TIDEWAITER_DESCRIBE(name, type, meaning) FieldInfo{#name, FieldType::type, meaning},
constexpr std::array kShipmentFields{TIDEWAITER_SHIPMENT_FIELDS(TIDEWAITER_DESCRIBE)};
constexpr std::array kPartyFields{TIDEWAITER_PARTY_FIELDS(TIDEWAITER_DESCRIBE)};
constexpr std::array kLicenceFields{TIDEWAITER_LICENCE_FIELDS(TIDEWAITER_DESCRIBE)};
constexpr std::array kOwnershipFields{TIDEWAITER_OWNERSHIP_FIELDS(TIDEWAITER_DESCRIBE)};
#undef TIDEWAITER_DESCRIBE

static_assert(kShipmentFields.size() == kShipmentFieldCount && kPartyFields.size() == kPartyFieldCount);

}  // namespace

std::span<const FieldInfo> shipment_fields() { return kShipmentFields; }
std::span<const FieldInfo> party_fields() { return kPartyFields; }
std::span<const FieldInfo> licence_fields() { return kLicenceFields; }
std::span<const FieldInfo> ownership_fields() { return kOwnershipFields; }

}  // namespace tidewaiter
