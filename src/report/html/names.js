// Two names side by side with the letters in which they differ.
const foldLetter = (letter) => letter.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// Longest common subsequence of the letters: [{text, same}] of both sides.
const differing = (a, b) => {
  const left = [...a];
  const right = [...b];
  if (left.length > 200 || right.length > 200) return [[{ text: a, same: true }], [{ text: b, same: true }], 1];
  const leftFolded = left.map(foldLetter);
  const rightFolded = right.map(foldLetter);
  const length = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      length[i][j] = leftFolded[i] === rightFolded[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    }
  }
  const parts = [[], []];
  const add = (side, text, same) => {
    const last = parts[side].at(-1);
    if (last && last.same === same) last.text += text;
    else parts[side].push({ text, same });
  };
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && leftFolded[i] === rightFolded[j]) {
      add(0, left[i], true);
      add(1, right[j], true);
      i += 1;
      j += 1;
    } else if (j === right.length || (i < left.length && length[i + 1][j] >= length[i][j + 1])) {
      add(0, left[i], false);
      i += 1;
    } else {
      add(1, right[j], false);
      j += 1;
    }
  }
  return [...parts, (2 * length[0][0]) / Math.max(1, left.length + right.length)];
};

const markedText = (parts) => parts.map(({ text, same }) => (same ? text : el("mark", {}, text)));

// Both names: letter by letter where most letters stand in the same order, else word by word: a word that the other side has, too, is
// not marked then, wherever it stands there.
const markedNames = (a, b) => {
  const whole = differing(a, b);
  if (whole[2] >= 0.8) return [markedText(whole[0]), markedText(whole[1])];
  const left = a.split(/(\s+)/);
  const right = b.split(/(\s+)/);
  const foldWord = (word) => [...word].map(foldLetter).join("").replace(/[.,]/g, "");
  const isWord = (word) => word !== "" && !/^\s+$/.test(word);
  const partner = new Array(left.length).fill(-1);
  const taken = new Set();
  left.forEach((word, i) => {
    const same = isWord(word) ? right.findIndex((other, j) => !taken.has(j) && isWord(other) && foldWord(other) === foldWord(word)) : -1;
    if (same < 0) return;
    partner[i] = same;
    taken.add(same);
  });
  const shownLeft = left.map((word, i) => (partner[i] >= 0 || !isWord(word) ? [{ text: word, same: true }] : null));
  const shownRight = right.map((word, j) => (taken.has(j) || !isWord(word) ? [{ text: word, same: true }] : null));
  left.forEach((word, i) => {
    if (shownLeft[i]) return;
    let best = [[{ text: word, same: false }], null, 0.5]; // below half alike they are two words
    let at = -1;
    right.forEach((other, j) => {
      if (shownRight[j]) return;
      const parts = differing(word, other);
      if (parts[2] > best[2]) [best, at] = [parts, j];
    });
    shownLeft[i] = best[0];
    if (at >= 0) shownRight[at] = best[1];
  });
  right.forEach((word, j) => { shownRight[j] ??= [{ text: word, same: false }]; });
  return [shownLeft.flat(), shownRight.flat()].map((parts) => markedText(parts));
};

// "0.9468: qing shan ~ qingshan (joined 0.95, weight 1.00); aerospace = aerospace (weight 0.56); only on the list: …"
const comparisonOf = (text) => {
  const words = [];
  const remarks = [];
  for (const part of text.replace(/^[\d.]+: /, "").split("; ")) {
    const equal = part.match(/^(.+?) = (.+) \(weight ([\d.]+)\)$/);
    const like = part.match(/^(.+?) ~ (.+) \(([^()]+) ([\d.]+), weight ([\d.]+)\)$/);
    if (equal) words.push({ written: equal[1], listed: equal[2], how: "equal", alike: "1.00", weight: equal[3] });
    else if (like) words.push({ written: like[1], listed: like[2], how: like[3], alike: like[4], weight: like[5] });
    else remarks.push(part);
  }
  return { words, remarks };
};

const comparisonTable = (text) => {
  const { words, remarks } = comparisonOf(text);
  const heads = [{ text: "written" }, { text: "listed" }, { text: "how" }, { text: "alike", number: true },
    { text: "weight", number: true }];
  const cells = words.map((word) => {
    const [written, listed] = differing(word.written, word.listed);
    return [markedText(written), markedText(listed), word.how, word.alike, word.weight];
  });
  return [words.length ? table("Words compared", heads, cells, { class: "words" }) : "",
    remarks.map((remark) => el("p", { class: "remark" }, remark))];
};
