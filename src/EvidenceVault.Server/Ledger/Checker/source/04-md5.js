// MD5, which the PDF format prescribes for the checksums of attached files; nothing is protected by it.
const MD5_SHIFTS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
const MD5_SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

const md5Block = (state, words) => {
  let [a, b, c, d] = state;
  for (let i = 0; i < 64; i++) {
    let [mixed, at] = [0, 0];
    if (i < 16) [mixed, at] = [(b & c) | (~b & d), i];
    else if (i < 32) [mixed, at] = [(d & b) | (~d & c), (5 * i + 1) & 15];
    else if (i < 48) [mixed, at] = [b ^ c ^ d, (3 * i + 5) & 15];
    else [mixed, at] = [c ^ (b | ~d), (7 * i) & 15];
    const sum = (a + mixed + MD5_SINES[i] + words[at]) | 0;
    const shift = MD5_SHIFTS[i >> 4][i & 3];
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
  }
  [state[0], state[1], state[2], state[3]] = [state[0] + a, state[1] + b, state[2] + c, state[3] + d];
};

const md5 = (bytes) => {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  const words = new Int32Array(16);
  const block = (from, at) => {
    for (let i = 0; i < 16; i++, at += 4) words[i] = from[at] | (from[at + 1] << 8) | (from[at + 2] << 16) | (from[at + 3] << 24);
    md5Block(state, words);
  };
  const whole = bytes.length - (bytes.length % 64);
  for (let at = 0; at < whole; at += 64) block(bytes, at);
  const rest = new Uint8Array(bytes.length % 64 < 56 ? 64 : 128);
  rest.set(bytes.subarray(whole));
  rest[bytes.length - whole] = 0x80;
  new DataView(rest.buffer).setBigUint64(rest.length - 8, BigInt(bytes.length) * 8n, true);
  for (let at = 0; at < rest.length; at += 64) block(rest, at);
  return new Uint8Array(state.buffer);
};
