/**
 * How texts are compared when people search; the same rules as mandategraph/folding.py.
 * A test compares the two over all characters.
 */
const MARKS = /^[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff\u1ab0-\u1ace\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f]/;
const SILENT = new Set("\u00ad\u034f\u0640\u061c\u180e\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069");
const ALIKE = {
  "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u058a\u05be\ufe58\ufe63\uff0d",
  "'": "\u0060\u00b4\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u05f3\uff07",
  '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u05f4\uff02",
  d: "đĐðÐ", h: "ħĦ", i: "ı", l: "łŁ", o: "øØ", t: "ŧŦ",
  "ا": "ٱٲٳٵ", "و": "ٶ", "ي": "ىیېےٸ", "ك": "کڪ", "ه": "ةھہەۃۂۀ",
};
const JOINED = {
  ae: "æÆǽǼǣǢ", oe: "œŒ", ss: "ßẞ", ij: "ĳĲ", dz: "ǆǄǅǳǱǲ", lj: "ǉǇǈ", nj: "ǌǊǋ",
  ff: "\ufb00", fi: "\ufb01", fl: "\ufb02", ffi: "\ufb03", ffl: "\ufb04", st: "\ufb05\ufb06",
  "եւ": "\u0587", "մն": "\ufb13", "մե": "\ufb14", "մի": "\ufb15", "վն": "\ufb16", "մխ": "\ufb17",
  "لا": "\ufef5\ufef6\ufef7\ufef8\ufef9\ufefa\ufefb\ufefc",
};
const ISOLATED = new Set("\ufc5e\ufc5f\ufc60\ufc61\ufc62\ufc63\ufe70\ufe72\ufe74\ufe76\ufe78\ufe7a\ufe7c\ufe7e");
const turned = (table) => new Map(Object.entries(table).flatMap(([to, from]) => [...from].map((char) => [char, to])));
const SET = new Map([...turned(ALIKE), ...turned(JOINED)]);
const SPACE = /[\s\x1c-\x1f\x85]/u;
const DIGIT = /\p{Nd}/u;
const known = new Map();

/** Digits of a script stand in a row from nought to nine. */
function digit(char) {
  let at = char.codePointAt(0);
  let before = 0;
  while (before < 60 && DIGIT.test(String.fromCodePoint(at - 1))) {
    at -= 1;
    before += 1;
  }
  return String(before % 10);
}

function bare(form, text) {
  return [...text.normalize(form)].filter((char) => !MARKS.test(char) && !SILENT.has(char)).join("");
}

/** Full case folding where it is not the lower case: final sigma, and Cherokee, whose capitals stay. */
function caseless(char) {
  const code = char.codePointAt(0);
  if (char === "ς") return "σ";
  if (code >= 0x13a0 && code <= 0x13f5) return char;
  if (code >= 0x13f8 && code <= 0x13fd) return String.fromCodePoint(code - 8);
  if (code >= 0xab70 && code <= 0xabbf) return String.fromCodePoint(code - 0xab70 + 0x13a0);
  return char.toUpperCase().toLowerCase().replace("ς", "σ");
}

function shape(char) {
  let plain = bare("NFKD", char);
  if (plain === " ") {
    if (ISOLATED.has(char)) return "";
    plain = bare("NFD", char);
    return plain === char ? plain : folded(plain);
  }
  const low = bare("NFKD", [...plain].map(caseless).join(""));
  if ([...low].length === 1) return low === char ? low : folded(low);
  const alone = caseless(char);
  return [...alone].length === 1 ? alone : char;
}

function folded(char) {
  if (SET.has(char)) return SET.get(char);
  if (SILENT.has(char) || MARKS.test(char)) return "";
  if (SPACE.test(char)) return " ";
  return DIGIT.test(char) ? digit(char) : shape(char);
}

export function fold(text) {
  let found = "";
  for (const char of text) {
    let to = known.get(char);
    if (to === undefined) known.set(char, (to = folded(char)));
    found += to;
  }
  return found.replace(/ {2,}/g, " ");
}
