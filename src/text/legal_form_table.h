// The table behind legal_forms.h. Written from the company laws of the world and the ways in which forms are spelt,
// translated, romanised and misspelt in trade papers; not taken from a list of names.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "text/legal_forms.h"

namespace tidewaiter::text {

enum class LegalPlace : std::uint8_t {
  anywhere,  // no word or name of a person is spelt like this
  edges,     // at the front or the end of a company's name
  end,       // only at the end
};

struct LegalRow {
  LegalClass legal_class;
  std::string_view form;  // rows of one form name are one form
  LegalPlace place;
  std::string_view phrases;  // tokens divided by blanks, phrases by '|'
};

inline constexpr auto kLegalRows = std::to_array<LegalRow>({
    // Limited companies
    {LegalClass::limited, "ltd", LegalPlace::anywhere,
     "ltd|limited|co ltd|company ltd|co limited|company limited|ltd co|limited company|limited co|coltd|corp ltd|"
     "corporation limited|corporation ltd|corp limited|inc ltd|private limited|pvt ltd|pvt limited|private ltd|p ltd|"
     "pte ltd|pte limited|pteltd|proprietary limited|pty ltd|pty limited|p l|ltda co|and co ltd|and company limited|"
     "limted|limied|limitd|limitied|limtied|lmited|co lmt|lmt|co itd|co ltd ltd|company limited ltd|co ltd company"},
    {LegalClass::limited, "ltd", LegalPlace::edges, "pte|pvt|pty|ltee|limitee|cia ltda"},
    {LegalClass::limited, "llc", LegalPlace::anywhere,
     "llc|limited liability company|liability|limited liability co|ltd liability company|ltd liability co|limited "
     "liability|"
     "liability company|l l c|company llc|co llc|pllc|wll|w l l|with limited liability|company with limited liability|"
     "limited liabilty company|limited liability compnay|llc company|llc co|spc|single person company"},
    {LegalClass::limited, "llc", LegalPlace::edges, "dmcc|dwc llc"},
    {LegalClass::limited, "fz", LegalPlace::anywhere,
     "fze|fzco|fzc|fzllc|fz llc|fz llc co|fz co|fz e|f z e|f z c o|free zone establishment|free zone company|"
     "free zone co|free zone llc|dmcc fze|l l c fz|llc fz|fz ltd"},
    {LegalClass::limited, "gmbh", LegalPlace::anywhere,
     "gmbh|g m b h|mbh|gesellschaft mit beschrankter haftung|gesellschaft mbh|gesmbh|ges m b h|ggmbh|"
     "ug haftungsbeschrankt|haftungsbeschrankt|gesellschaft m b h|gmb h"},
    {LegalClass::limited, "sarl", LegalPlace::anywhere,
     "sarl|s a r l|societe a responsabilite limitee|sarlu|eurl|suarl|sarl au"},
    {LegalClass::limited, "srl", LegalPlace::anywhere,
     "srl|s r l|societa a responsabilita limitata|societatea cu raspundere limitata|"
     "societate cu raspundere limitata|sociedad de responsabilidad limitada|s de r l|s de rl|s de rl de cv|"
     "s de r l de c v|srlu|srls|s r l s"},
    {LegalClass::limited, "sl", LegalPlace::anywhere, "sociedad limitada|sociedad limitada unipersonal"},
    {LegalClass::limited, "sl", LegalPlace::end, "sl|s l|slu|s l u"},
    {LegalClass::limited, "ltda", LegalPlace::anywhere,
     "ltda|limitada|sociedade limitada|compania limitada|companhia limitada|compania ltda|cia ltda|eireli|lda"},
    {LegalClass::limited, "bv", LegalPlace::anywhere,
     "besloten vennootschap|besloten vennootschap met beperkte aansprakelijkheid|bvba|b v b a|sprl|s p r l"},
    {LegalClass::limited, "bv", LegalPlace::end, "bv|b v"},
    {LegalClass::limited, "sdn", LegalPlace::anywhere, "sdn bhd|sdn berhad|sendirian berhad|sdnbhd|sdn|s b bhd"},
    {LegalClass::limited, "ooo", LegalPlace::anywhere,
     "ooo|o o o|obshchestvo s ogranichennoy otvetstvennostyu|obshchestvo s ogranichennoi otvetstvennostyu|"
     "obshchestvo s ogranichennoj otvetstvennostyu|obshchestva s ogranichennoy otvetstvennostyu|"
     "obschestvo s ogranichennoy otvetstvennostyu|obschestvo s ogranichennoi otvetstvennostyu|"
     "obshestvo s ogranichennoy otvetstvennostyu|obshestvo s ogranichennoi otvetstvennostyu"},
    // Broken and reordered: each of these words is of no other use in a name.
    {LegalClass::limited, "ooo", LegalPlace::anywhere,
     "s ogranichennoy|s ogranichennoi|ogranichennoy s|ogranichennoi s|ogranichennoy|ogranichennoi|"
     "s otvetstvennostyu|otvetstvennostyu s|otvetstvennostyu|obshchestvo s|s obshchestvo|obshchestvo|"
     "obshchestvo ogranichennoy otvetstvennostyu|obshchestvo ogranichennoi otvetstvennostyu"},
    {LegalClass::limited, "tov", LegalPlace::anywhere,
     "tovarystvo z obmezhenoyu vidpovidalnistyu|tovarystvo z obmezhenoiu vidpovidalnistiu|"
     "tovaristvo z obmezhenoyu vidpovidalnistyu"},
    {LegalClass::limited, "tov", LegalPlace::edges, "tov|tzov"},
    {LegalClass::limited, "too", LegalPlace::anywhere,
     "tovarishchestvo s ogranichennoy otvetstvennostyu|tovarishchestvo s ogranichennoi otvetstvennostyu|"
     "zhauapkershiligi shekteuli seriktestigi"},
    {LegalClass::limited, "too", LegalPlace::edges, "too|llp too|zhshs"},
    {LegalClass::limited, "ooo", LegalPlace::edges, "mchj|osoo|ooo llc|odo"},
    {LegalClass::limited, "ooo", LegalPlace::anywhere,
     "additional liability company|obshchestvo s dopolnitelnoi otvetstvennostyu|"
     "obshchestvo s dopolnitelnoy otvetstvennostyu"},
    {LegalClass::limited, "spzoo", LegalPlace::anywhere,
     "sp z o o|sp z oo|sp zoo|spolka z o o|spolka z ograniczona odpowiedzialnoscia|sp z o o sp k"},
    {LegalClass::limited, "sro", LegalPlace::anywhere, "s r o|sro|spol s r o|spolecnost s rucenim omezenym"},
    {LegalClass::limited, "doo", LegalPlace::anywhere,
     "d o o|doo|drustvo s ogranicenom odgovornoscu|drustvo sa ogranicenom odgovornoscu|dooel|d o o e l"},
    {LegalClass::limited, "eood", LegalPlace::anywhere, "eood|ood|e o o d|o o d"},
    {LegalClass::limited, "kft", LegalPlace::anywhere, "kft|korlatolt felelossegu tarsasag"},
    {LegalClass::limited, "uab", LegalPlace::anywhere, "uab|uzdaroji akcine bendrove"},
    {LegalClass::limited, "sia", LegalPlace::anywhere, "sabiedriba ar ierobezotu atbildibu"},
    {LegalClass::limited, "sia", LegalPlace::edges, "sia"},
    {LegalClass::limited, "ou", LegalPlace::anywhere, "osauhing"},
    {LegalClass::limited, "ou", LegalPlace::edges, "ou"},
    {LegalClass::limited, "aps", LegalPlace::anywhere, "anpartsselskab|aps"},
    {LegalClass::limited, "epe", LegalPlace::end, "epe|e p e|ike|i k e|mepe"},
    {LegalClass::limited, "ltdsti", LegalPlace::anywhere,
     "ltd sti|limited sirketi|ltd sirketi|limited sti|tic ltd sti|ticaret limited sirketi|ve tic ltd sti|"
     "sanayi ve ticaret limited sirketi|san ve tic ltd sti|ve ticaret limited sirketi|tic ltd|tnh h|san tic ltd sti"},
    {LegalClass::limited, "tnhh", LegalPlace::anywhere,
     "cong ty tnhh|cong ty trach nhiem huu han|tnhh|trach nhiem huu han|cong ty tnhh mtv"},
    {LegalClass::limited, "gk", LegalPlace::anywhere, "godo kaisha|yugen kaisha|g k|y k"},
    {LegalClass::limited, "yuhan", LegalPlace::anywhere, "yuhan hoesa|yuhanhoesa|juhanhoesa"},
    {LegalClass::limited, "gufen", LegalPlace::anywhere,
     "stock company limited|joint stock company limited|joint stock co ltd|gufen youxian gongsi|"
     "company limited by shares|stock co ltd|shares co ltd"},
    {LegalClass::limited, "ltd", LegalPlace::anywhere, "youxian gongsi|youxian zeren gongsi|yuhan gongsi"},
    {LegalClass::limited, "mahdud", LegalPlace::anywhere,
     "ba masouliyat mahdoud|ba masouliat mahdoud|masouliyat mahdoud"},
    // Companies with shares
    {LegalClass::stock, "inc", LegalPlace::anywhere,
     "inc|incorporated|corp|corporation|co inc|company inc|corp inc|inc company|corperation|corporaton|incorp"},
    {LegalClass::stock, "plc", LegalPlace::anywhere,
     "plc|p l c|public limited company|public ltd co|public company limited|pcl"},
    {LegalClass::stock, "ag", LegalPlace::anywhere, "aktiengesellschaft|aktiengeselschaft|aktien gesellschaft"},
    {LegalClass::stock, "ag", LegalPlace::end, "ag|a g"},
    {LegalClass::stock, "se", LegalPlace::anywhere, "societas europaea"},
    {LegalClass::stock, "se", LegalPlace::end, "se"},
    {LegalClass::stock, "sa", LegalPlace::anywhere,
     "societe anonyme|anonymi etaireia|anonymos etaireia|anonimi etairia|anonymi etairia|sociedad anonima|sociedade "
     "anonima|s a de c v|sa de cv|de c v|de cv|s a p i de c v|sapi de cv|"
     "s a b de c v|sab de cv|sociedad anonima de capital variable|sociedad por acciones|spa sociedad anonima|"
     "s a u|compania anonima|sociedad anonima cerrada|s a c|sasu|societe par actions simplifiee|s a s|"
     "sociedad por acciones simplificada|s p a|societa per azioni|spolka akcyjna|anonim sirketi|anonim sti"},
    {LegalClass::stock, "sa", LegalPlace::end,
     "sa|s a|sas|spa|sac|ca|c a|sau|a s|as|sal|s a l|saog|saoc|sae|s a e|sak|ksc|kscc"},
    {LegalClass::stock, "nv", LegalPlace::anywhere, "naamloze vennootschap"},
    {LegalClass::stock, "nv", LegalPlace::end, "nv|n v"},
    {LegalClass::stock, "as", LegalPlace::anywhere, "aksjeselskap|aktieselskab|allmennaksjeselskap"},
    {LegalClass::stock, "as", LegalPlace::end, "asa|a s a"},
    {LegalClass::stock, "ab", LegalPlace::anywhere, "aktiebolag|aktiebolaget|ab publ"},
    {LegalClass::stock, "ab", LegalPlace::end, "ab"},
    {LegalClass::stock, "oy", LegalPlace::anywhere, "osakeyhtio|oyj|oy ab|ab oy"},
    {LegalClass::stock, "oy", LegalPlace::edges, "oy"},
    {LegalClass::stock, "ao", LegalPlace::anywhere,
     "jsc|pjsc|ojsc|cjsc|j s c|p j s c|o j s c|c j s c|joint stock company|open joint stock company|"
     "closed joint stock company|public joint stock company|joint stock co|public joint stock co|open joint stock co|"
     "joint stock companies|joint company|joint stock|stock company|public stock company|open stock company|closed "
     "stock company|public joint company|open joint company|open type joint stock "
     "company|"
     "oao|zao|pao|nao|o a o|z a o|p a o|oaot|aktsionernoe obshchestvo|aktsionernoye obshchestvo|"
     "aktsyonernoe obshchestvo|aktsionernoe obschestvo|aktsionernogo obshchestva|"
     "otkrytoe aktsionernoe obshchestvo|otkrytoye aktsionernoye obshchestvo|"
     "otkrytoe aktsionernoe obshchestvo otkrytogo tipa|aktsionernoe obshchestvo otkrytogo tipa|"
     "zakrytoe aktsionernoe obshchestvo|zakrytoye aktsionernoye obshchestvo|"
     "publichnoe aktsionernoe obshchestvo|publichnoye aktsionernoye obshchestvo|"
     "nepublichnoe aktsionernoe obshchestvo|aktsionernaya kompaniya|aktsiyadorlik jamiyati|"
     "aktsionerlik kogamy|aktsionernoe|closed joint stock|open joint stock|public joint stock|private joint stock "
     "company|private joint stock co|pjs|pjs company|"
     "private jsc|public jsc|psc|p s c|qpsc|pjsc company|shareholding company|closed shareholding company|"
     "sherkat sahami|sherkate sahami|sherkat sahami khass|sahami khas|sahami khass|sahami am|sherkat e sahami khass|"
     "publichne aktsionerne tovarystvo|pryvatne aktsionerne tovarystvo|prat|vat ojsc"},
    {LegalClass::stock, "ao", LegalPlace::edges, "ao|a o|pat|vat|oaa|tdz|aj"},
    {LegalClass::stock, "ad", LegalPlace::anywhere, "akcionarsko drustvo|aktsionerno druzhestvo"},
    {LegalClass::stock, "ad", LegalPlace::end, "ad|a d|ead|e a d|d d|a d a"},
    {LegalClass::stock, "kk", LegalPlace::anywhere, "kabushiki kaisha|kabushiki gaisha|kabushikikaisha|k k"},
    {LegalClass::stock, "kk", LegalPlace::end, "kk"},
    {LegalClass::stock, "bhd", LegalPlace::anywhere, "bhd|berhad"},
    {LegalClass::stock, "tbk", LegalPlace::anywhere, "tbk|perseroan terbatas|persero tbk"},
    {LegalClass::stock, "tbk", LegalPlace::edges, "pt|p t|persero"},
    {LegalClass::stock, "zrt", LegalPlace::anywhere, "zrt|nyrt|reszvenytarsasag|zartkoruen mukodo reszvenytarsasag"},
    {LegalClass::stock, "hoesa", LegalPlace::anywhere, "chusik hoesa|jusighoesa|jusik hoesa|chusikhoesa"},
    {LegalClass::stock, "cp", LegalPlace::anywhere, "cong ty co phan|co phan"},
    // Partnerships
    {LegalClass::partnership, "lp", LegalPlace::anywhere,
     "llp|l l p|limited partnership|limited liability partnership|general partnership|partnership|lllp"},
    {LegalClass::partnership, "lp", LegalPlace::end, "lp|l p"},
    {LegalClass::partnership, "kg", LegalPlace::anywhere,
     "gmbh co kg|gmbh and co kg|gmbh u co kg|ag co kg|co kg|kommanditgesellschaft|ohg|offene handelsgesellschaft|gbr|"
     "kgaa|gmbh co kgaa"},
    {LegalClass::partnership, "kg", LegalPlace::end, "kg|k g"},
    {LegalClass::partnership, "snc", LegalPlace::anywhere,
     "s n c|societe en nom collectif|societa in nome collettivo|scs"},
    {LegalClass::partnership, "snc", LegalPlace::end, "snc|vof|v o f|cv|c v"},
    {LegalClass::partnership, "spk", LegalPlace::anywhere, "sp k|sp j|spolka komandytowa|spolka jawna"},
    // State enterprises
    {LegalClass::state, "fsue", LegalPlace::anywhere,
     "fgup|fsue|f g u p|federal state unitary enterprise|federal state unitary enterprises|"
     "federalnoe gosudarstvennoe unitarnoe predpriyatie|federalnoye gosudarstvennoye unitarnoye predpriyatiye|"
     "state unitary enterprise|unitary enterprise|gosudarstvennoe unitarnoe predpriyatie|rue|republican unitary "
     "enterprise|"
     "respublikanskoe unitarnoe predpriyatie|private unitary enterprise|federal state enterprise|"
     "federal state autonomous institution|federal state budgetary institution|fsbi|fgbu|fgau|fsbsi|fgbun|"
     "federalnoe gosudarstvennoe byudzhetnoe uchrezhdenie|federal state budget institution|"
     "federal state institution|fgku|federal government institution|"
     "federal state budgetary scientific institution|federal state budgetary institution of science"},
    {LegalClass::state, "fsue", LegalPlace::edges, "gup|rup"},
    {LegalClass::state, "soe", LegalPlace::anywhere, "state owned enterprise|state enterprise|state owned company"},
    // Not for profit
    {LegalClass::non_profit, "ev", LegalPlace::anywhere, "eingetragener verein"},
    {LegalClass::non_profit, "ev", LegalPlace::end, "e v|ev"},
    {LegalClass::non_profit, "ano", LegalPlace::anywhere,
     "autonomous non profit organization|autonomous nonprofit organization|autonomous non commercial organization|"
     "autonomous noncommercial organization|avtonomnaya nekommercheskaya organizatsiya|non profit organization"},
    {LegalClass::non_profit, "ano", LegalPlace::edges, "ano"},
    {LegalClass::non_profit, "npo", LegalPlace::anywhere, "company limited by guarantee"},
    // One person's business
    {LegalClass::sole, "ip", LegalPlace::anywhere,
     "sole proprietorship|individual entrepreneur|individualnyy predprinimatel|individualny predprinimatel|"
     "einzelunternehmen|e k|eingetragener kaufmann|sole trader|entreprise individuelle|empresa individual|"
     "eirl|e i r l|one person company"},
    // A company of whatever form
    {LegalClass::company, "company", LegalPlace::anywhere,
     "company|and company|companies|compnay|comapny|compagnie|kompaniya|kompania|gongsi|and co|et cie|y cia|"
     "private company|holding company limited liability|sherkat|sherkate|sharika|sharikat|sharekat|shirkat|kompani"},
    {LegalClass::company, "company", LegalPlace::edges,
     "co|cie|cia|compania|companhia|compagnia|firma|spolka|sirketi|sti|gesellschaft|enterprise ltd co"},
});

}  // namespace tidewaiter::text
