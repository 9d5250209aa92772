// Words and numbers as people read them.
const DISPOSITIONS = ["stop", "hold", "review", "release"]; // the worst first
const grouped = new Intl.NumberFormat("en").format;
const shown = (number) => (number === null ? "not known" : grouped(number));
const counted = (number, one, many) => `${grouped(number)} ${number === 1 ? one : many}`;
const inWords = (word) => word.replaceAll("_", " ");
const riskText = (risk) => risk.toFixed(3);

const POLICIES = { approval: "presumption of approval", case_by_case: "reviewed case by case", denial: "presumption of denial" };
const lawOf = (determination, policy) => inWords(determination) + (POLICIES[policy] ? `, ${POLICIES[policy]}` : "");

const regionNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });
const countryName = (code) => {
  if (!/^[A-Z]{2}$/.test(code)) return code || "country not known";
  return regionNames.of(code);
};

// "15 CFR 742.6 [decision-table.md row 7, confidence M]": the authority, and where it was read.
const sourceParts = (source) => {
  const at = source.indexOf(" [");
  if (at < 0 || !source.endsWith("]")) return [source, ""];
  return [source.slice(0, at), source.slice(at + 2, -1)];
};
const isOpen = (finding) => finding.id.endsWith("?");
const headline = (finding) => (isOpen(finding) ? `Undecided: ${finding.title}` : finding.title);
