// What is counted adds up: attempts, conversations, conclusions, rules.
const SPOKEN = ['answered', 'wrong-person', 'stopped-vulnerable'];

const checkCounts = (pack) => {
  const calls = itemsOf(pack.data, 'calls');
  let [number, last] = [0, undefined];
  for (const call of calls) {
    const at = instantOf(call, 'startedAt');
    if (numberOf(call, 'number') !== ++number || at === undefined || at < last) pack.fault('order-differs', ['Call {0} is not numbered in the order in which the calls began.', number], idOf(call, 'eventId'));
    else last = at;
    if (flagOf(call, 'isConversation') !== SPOKEN.includes(textOf(call, 'outcome'))) pack.fault('counts-differ', 'A call is counted as a conversation, or not, against its outcome.', idOf(call, 'eventId'));
  }
  if (textOf(pack.data, 'content') !== 'facts-and-findings') return;
  checkSummary(pack, calls);
  checkRules(pack, calls);
};

const basisOf = (permission, proof) => JSON.stringify([permission ?? null, proof ?? null]);

const checkSummary = (pack, calls) => {
  const summary = get(pack.data, 'summary');
  const spoken = calls.filter((c) => flagOf(c, 'isConversation') === true).length;
  if (numberOf(summary, 'attempts') !== calls.length || numberOf(summary, 'conversations') !== spoken) pack.fault('counts-differ', 'The summary counts other attempts or conversations than there are.');
  const counted = new Map();
  for (const call of calls) {
    const judgement = get(call, 'judgement');
    const permission = textOf(judgement, 'permission');
    const basis = basisOf(permission, permission === 'shown' ? textOf(judgement, 'proof') : null);
    const [attempts, conversations] = counted.get(basis) ?? [0, 0];
    counted.set(basis, [attempts + 1, conversations + (flagOf(call, 'isConversation') === true ? 1 : 0)]);
  }
  let sum = 0;
  for (const count of itemsOf(summary, 'counts')) {
    const permission = textOf(count, 'permission');
    const [attempts, conversations] = counted.get(basisOf(permission, textOf(count, 'proof'))) ?? [0, 0];
    if (numberOf(count, 'attempts') !== attempts || numberOf(count, 'conversations') !== conversations) pack.fault('counts-differ', ['The summary counts other attempts whose basis is {0} than there are.', permission ?? '']);
    sum += numberOf(count, 'attempts') ?? 0;
  }
  if (sum !== calls.length) pack.fault('counts-differ', 'The conclusions of the summary do not add up to the attempts.');
};

const checkRules = (pack, calls) => {
  const results = new Map();
  for (const finding of [...calls.flatMap((c) => itemsOf(get(c, 'judgement'), 'findings')), ...itemsOf(pack.data, 'findings')]) {
    const of = basisOf(textOf(finding, 'rule'), textOf(finding, 'result'));
    results.set(of, (results.get(of) ?? 0) + 1);
  }
  for (const rule of itemsOf(pack.data, 'rules'))
    for (const result of ['met', 'breach', 'unproven']) {
      const name = textOf(rule, 'rule');
      if (numberOf(rule, result) !== (results.get(basisOf(name, result)) ?? 0)) pack.fault('counts-differ', ['The findings of {0} that are {1} are not as many as is said.', name ?? '', result]);
    }
};

// calls.csv is the calls of pack.json, row by row.
const OF_CALL = 'number eventId startedAt recordedAt party uploadedBy campaign direction means nature outcome answeredAt endedAt callerNumber callerIdShown recorded objectionOffer offerMade saleMade products reliesOn exhibits'.split(' ');
const OF_JUDGEMENT = ['permission', 'basis', 'proof', 'effectiveNature'];

const checkCsv = (pack) => {
  const file = pack.files.get('calls.csv');
  if (!file) return;
  const [rows, calls] = [rowsOf(decoded(file)), itemsOf(pack.data, 'calls')];
  const columns = textOf(pack.data, 'content') === 'facts' ? OF_CALL : [...OF_CALL, ...OF_JUDGEMENT];
  if (rows.length === 0 || rows[0].length !== columns.length || rows[0].some((c, i) => c !== columns[i])) {
    pack.fault('csv-differs', 'calls.csv has other columns than the vault writes.');
    return;
  }
  if (rows.length !== calls.length + 1) {
    pack.fault('csv-differs', ['calls.csv has {0} rows, and pack.json {1} calls.', rows.length - 1, calls.length]);
    return;
  }
  for (const [i, call] of calls.entries()) {
    const row = rows[i + 1];
    if (row.length !== columns.length || row.some((cell, c) => cell !== cellOf(call, columns[c]))) pack.fault('csv-differs', ['Row {0} of calls.csv says something else than pack.json.', i + 1], idOf(call, 'eventId'));
  }
};

const cellOf = (call, column) => {
  const value = get(OF_JUDGEMENT.includes(column) ? get(call, 'judgement') : call, column);
  return Array.isArray(value) ? value.map(plain).join(' ') : plain(value);
};

// Semicolons between; texts in quotes, with an apostrophe before what a spreadsheet would compute.
const rowsOf = (csv) => {
  const rows = [];
  let [row, cell, quoted, wasQuoted] = [[], '', false, false];
  const endCell = () => {
    row.push(wasQuoted && /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
    [cell, wasQuoted] = ['', false];
  };
  for (let i = 0; i < csv.length; i++) {
    const c = csv[i];
    if (quoted && c === '"' && csv[i + 1] === '"') cell += csv[++i];
    else if (c === '"') [quoted, wasQuoted] = [!quoted, true];
    else if (!quoted && c === ';') endCell();
    else if (!quoted && c === '\n') {
      endCell();
      rows.push(row);
      row = [];
    } else if (quoted || c !== '\r') cell += c;
  }
  // A spreadsheet shows what stands after the last line end as well.
  if (row.length > 0 || cell.length > 0 || wasQuoted) {
    endCell();
    rows.push(row);
  }
  return rows;
};
