#include "world/habits.h"

namespace tidewaiter::world {

Habits Habits::of(const Parameters& parameters) {
  Habits habits;
#define TIDEWAITER_FILL(section, name) habits.section##_##name = parameters(#section "." #name);
  TIDEWAITER_FIGURES(TIDEWAITER_FILL)
#undef TIDEWAITER_FILL
#define TIDEWAITER_FILL(section, name) \
  habits.section##_##name = {parameters(#section "." #name), parameters.most(#section "." #name)};
  TIDEWAITER_SPANS(TIDEWAITER_FILL)
#undef TIDEWAITER_FILL
  return habits;
}

}  // namespace tidewaiter::world
