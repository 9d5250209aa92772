// Names of persons that transliteration spells in many ways.
// Written from the facts of the languages, not taken from a list of names.
#pragma once

#include <array>

#include "match/word_table_row.h"

namespace tidewaiter::match {

inline constexpr auto kPersonWords = std::to_array<TableRow>({
    {"muhammad", kRare,
     "mohammed mohammad mohamed muhammed mohamad muhamad mohd mehmed mahomed mukhammad magomed mohamud "
     "mohammadi"},
    {"abdul", kRare, "abdel abdal abdol abdoul"},
    {"ahmad", kRare, "ahmed akhmed akhmad"},
    {"hussein", kRare, "husayn hussain husain hossein hosein husein khusein hussien huseyn"},
    {"hassan", kRare, "hasan hassen khasan"},
    {"yusuf", kRare, "yousef youssef yousuf yussuf yusef yosef"},
    {"abdallah", kRare, "abdullah abdulla abdalla abdollah abdellah"},
    {"ibrahim", kRare, "ebrahim ibraheem"},
    {"mustafa", kRare, "mostafa mustapha moustafa"},
    {"osama", kRare, "usama"},
    {"said", kRare, "saeed sayeed saied"},
    {"khaled", kRare, "khalid"},
    {"umar", kRare, "omar omer"},
    {"sergei", kRare, "sergey serguei sergej sergiy serhiy"},
    {"aleksandr", kRare, "alexander alexandre aleksander alexandr oleksandr"},
    {"aleksei", kRare, "alexei alexey aleksey oleksiy"},
    {"dmitri", kRare, "dmitry dmitriy dimitri dmytro"},
    {"yevgeny", kRare, "evgeny evgeniy evgeni yevgeniy yevhen"},
    {"yuri", kRare, "yuriy yury iurii yurii juri"},
    {"mikhail", kRare, "michail mihail mykhailo"},
    {"nikolai", kRare, "nikolay mykola"},
    {"vladimir", kRare, "volodymyr wladimir"},
    {"andrei", kRare, "andrey andriy andrej"},
    {"benjamin", kRare, "ben bibi"},
    {"barack", kRare, "barak barry"},
    {"william", kRare, "bill billy willy"},
    {"robert", kRare, "bob bobby rob"},
    {"richard", kRare, "dick rick"},
    {"james", kRare, "jim jimmy"},
    {"joseph", kRare, "joe josef"},
    {"michael", kRare, "mike mick"},
    {"thomas", kRare, "tom tommy"},
    {"anthony", kRare, "tony"},
    {"charles", kRare, "charlie chuck"},
    {"edward", kRare, "eddie ted"},
    {"daniel", kRare, "danny"},
    {"david", kRare, "dave"},
    {"andrew", kRare, "andy"},
    {"steven", kRare, "stephen steve"},
    {"elizabeth", kRare, "liz betty"},
    {"katherine", kRare, "catherine kate"},
    {"margaret", kRare, "maggie peggy"},
});

}  // namespace tidewaiter::match
