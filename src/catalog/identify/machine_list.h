// Is a line the list of what one machine is made of: a processor, memory or drives, and the card in it?
#pragma once

#include <optional>

#include "catalog/identify/reading.h"

namespace tidewaiter::catalog {

// "2x EPYC 9354 | 12x 64GB DDR5 | 6x A10": one machine; not "Xeon 6767P, 2 pcs; L40S, 4 pcs", which are goods of their
// own.
bool lists_machine(const Reading& reading);

// How many such machines the line says: "… quantity 3".
// REQUIRES: lists_machine(reading)
double machines_listed(const Reading& reading);

}  // namespace tidewaiter::catalog
