/** Something the person at the keyboard can mend: shown as plain words, without a stack trace. */
export class Problem extends Error {}
