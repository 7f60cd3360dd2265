// The byte scanner: AssemblyScript, compiled to WebAssembly by `npm run build:scanner`.
//
// A transcript can be gigabytes, and what a list needs of it (a title, the newest date, the prompts) is a handful of
// lines that may stand anywhere. JSON.parse of every line runs at 200 MB/s; this pass compares 64 bytes at a time and
// only says which lines may matter. It may point at a line that turns out to be something else (the caller parses
// each one and decides); it never passes over one that counts.
//
// What it looks for are the keys "type" and "timestamp", with their quotes. Inside a JSON string a quote is always
// escaped, so text that merely talks about these keys does not match; a key of a nested object does, and is told apart
// by counting the brackets before it.

/** What a line's `type` may be, or what else makes it worth reading. A line that was spliced can be several. */
const CUSTOM_TITLE: u32 = 1;
const AI_TITLE: u32 = 2;
const AGENT_NAME: u32 = 4;
const LAST_PROMPT: u32 = 8;
const RELOCATED: u32 = 16;
const WORKTREE: u32 = 32;
const SUMMARY: u32 = 64;
const QUEUE: u32 = 128;
/** A `user` line that is not plainly a tool result. */
const USER: u32 = 256;
/** A timestamp that is not in the usual form, so it cannot be compared here. */
const ODD_TIMESTAMP: u32 = 512;

const QUOTE: u8 = 0x22;
const COLON: u8 = 0x3a;
const SPACE: u8 = 0x20;
const NEWLINE: u8 = 0x0a;
const BACKSLASH: u8 = 0x5c;

/** 2026-11-20T10:09:02.905Z */
const TIMESTAMP_LENGTH: usize = 24;
/** What a hit takes: three u32, the first byte of the line, the byte behind its last, and the kinds. */
const HIT_SIZE: usize = 12;
/** How many hits 64 bytes can hold at most. */
const MOST_PAIRS: i32 = 32;

/** The newest timestamp so far, 24 ASCII bytes, which the caller sets. */
export const newest: usize = memory.data(32);
/** The line where one newer than that was found last, of whatever depth; 0 for nowhere. */
export let newestLine: usize = 0;
export let newestLineEnd: usize = 0;
/** How many hits were written. */
export let found: i32 = 0;

let newestAt: usize = 0;
let newestStart: u64 = 0;
let windowStart: usize = 0;
let windowEnd: usize = 0;
let firstHit: usize = 0;
let hitsEnd: usize = 0;

/** Where the line that was hit last begins and ends: it is not searched for its bounds again. */
let hitLine: usize = 0;
let hitLineEnd: usize = 0;

/** How far the brackets of `walkLine` were counted, for a line with many nested keys. */
let walkLine: usize = 0;
let walked: usize = 0;
let depth: i32 = 0;
let inString: bool = false;
let torn: bool = false;

function matches(at: usize, text: string): bool {
  const chars = changetype<usize>(text);
  const length = text.length;
  for (let i = 0; i < length; i++) {
    if (load<u8>(at + i) != load<u8>(chars + (<usize>i << 1))) return false;
  }
  return true;
}

/** Steps from behind a key over `":"` or `": "` to the first letter of a string value. Returns 0 for any other value. */
function stringAfter(at: usize): usize {
  while (load<u8>(at) == SPACE) at++;
  if (load<u8>(at) != COLON) return 0;
  at++;
  while (load<u8>(at) == SPACE) at++;
  return load<u8>(at) == QUOTE ? at + 1 : 0;
}

function lineStart(at: usize): usize {
  const newline = i8x16.splat(NEWLINE);
  while (at > windowStart) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at - 16), newline));
    if (mask) {
      const start = at - 15 + (31 - clz(mask));
      return max(start, windowStart);
    }
    at -= 16;
  }
  return windowStart;
}

function lineEnd(at: usize): usize {
  const newline = i8x16.splat(NEWLINE);
  while (at < windowEnd) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), newline));
    if (mask) return min(at + ctz(mask), windowEnd);
    at += 16;
  }
  return windowEnd;
}

/** Makes the line at `at` the current one. */
function enterLine(at: usize): void {
  if (at < hitLineEnd && at >= hitLine) return;
  hitLine = lineStart(at);
  hitLineEnd = lineEnd(at);
}

/**
 * Whether the quote at `at` opens a key of the line's own object. In a line that holds NUL or `}{"` the brackets prove
 * nothing, since the caller may be able to mend it: there every key counts.
 */
function isTopLevel(at: usize): bool {
  enterLine(at);
  if (walkLine != hitLine || walked > at) {
    walkLine = hitLine;
    walked = hitLine;
    depth = 0;
    inString = false;
    torn = false;
  }
  let p = walked;
  for (; p < at; p++) {
    const byte = load<u8>(p);
    if (byte == 0) torn = true;
    if (byte == 0x7d /* } */ && load<u8>(p, 1) == 0x7b && load<u8>(p, 2) == QUOTE) torn = true;
    if (inString) {
      if (byte == BACKSLASH) p++;
      else if (byte == QUOTE) inString = false;
    } else if (byte == QUOTE) {
      inString = true;
    } else if (byte == 0x7b /* { */ || byte == 0x5b /* [ */) {
      depth++;
    } else if (byte == 0x7d /* } */ || byte == 0x5d /* ] */) {
      depth--;
    }
  }
  walked = p;
  return torn || (depth == 1 && !inString);
}

function hit(at: usize, kind: u32): void {
  if (hitsEnd > firstHit && at < hitLineEnd && load<u32>(hitsEnd - HIT_SIZE) == <u32>hitLine && at >= hitLine) {
    store<u32>(hitsEnd - 4, load<u32>(hitsEnd - 4) | kind);
    return;
  }
  if (!isTopLevel(at)) return;
  store<u32>(hitsEnd, <u32>hitLine);
  store<u32>(hitsEnd, <u32>hitLineEnd, 4);
  store<u32>(hitsEnd, kind, 8);
  hitsEnd += HIT_SIZE;
}

function isTimestamp(at: usize): bool {
  const digits = i8x16(0, 0, 0, 0, 0x2d, 0, 0, 0x2d, 0, 0, 0x54, 0, 0, 0x3a, 0, 0);
  const rest = i8x16(0, 0, 0x54, 0, 0, 0x3a, 0, 0, 0x3a, 0, 0, 0x2e, 0, 0, 0, 0x5a);
  return fits(v128.load(at), digits) && fits(v128.load(at, 8), rest) && load<u8>(at + TIMESTAMP_LENGTH) == QUOTE;
}

/** Whether each byte is the one of `form`, or a digit where that is 0. */
function fits(bytes: v128, form: v128): bool {
  const digit = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10));
  const free = i8x16.eq(form, i8x16.splat(0));
  return i8x16.all_true(v128.or(i8x16.eq(bytes, form), v128.and(free, digit)));
}

function sawTimestamp(key: usize, at: usize): void {
  if (!isTimestamp(at)) {
    hit(key, ODD_TIMESTAMP);
    return;
  }
  if (bswap(load<u64>(at)) < newestStart || memory.compare(at, newest, TIMESTAMP_LENGTH) <= 0) return;
  memory.copy(newest, at, TIMESTAMP_LENGTH);
  newestStart = bswap(load<u64>(at));
  newestAt = at;
}

/** Whether `,"message":{"role":"user","content":[{"tool_use_id"` or `…[{"type":"tool_result"` stands here. */
function isToolResult(at: usize): bool {
  if (!matches(at, ',"message":{"role":"user","content":[{"t')) return false;
  return matches(at + 40, 'ool_use_id"') || matches(at + 40, 'ype":"tool_result"');
}

function sawType(key: usize, at: usize): void {
  const first = load<u8>(at);
  if (first == 0x75 /* u */) {
    if (matches(at, 'user"') && !isToolResult(at + 5)) hit(key, USER);
  } else if (first == 0x61 /* a */) {
    if (matches(at, 'ai-title"')) hit(key, AI_TITLE);
    else if (matches(at, 'agent-name"')) hit(key, AGENT_NAME);
  } else if (first == 0x63 /* c */) {
    if (matches(at, 'custom-title"')) hit(key, CUSTOM_TITLE);
  } else if (first == 0x6c /* l */) {
    if (matches(at, 'last-prompt"')) hit(key, LAST_PROMPT);
  } else if (first == 0x71 /* q */) {
    if (matches(at, 'queue-operation"')) hit(key, QUEUE);
  } else if (first == 0x72 /* r */) {
    if (matches(at, 'relocated"')) hit(key, RELOCATED);
  } else if (first == 0x73 /* s */) {
    if (matches(at, 'summary"')) hit(key, SUMMARY);
  } else if (first == 0x77 /* w */) {
    if (matches(at, 'worktree-state"')) hit(key, WORKTREE);
  }
}

/** `at` is a quote followed by a t. Eight bytes are compared at once: nearly all of these quotes open something else. */
function look(at: usize): void {
  const word = load<u64>(at);
  if (word == 0x223a226570797422 /* "type":" */) {
    sawType(at, at + 8);
  } else if (word == 0x617473656d697422 /* "timesta */) {
    const value = matches(at + 8, 'mp"') ? stringAfter(at + 11) : 0;
    if (value) sawTimestamp(at, value);
  } else if (<u32>word == 0x70797422 /* "typ */) {
    const value = matches(at + 4, 'e"') ? stringAfter(at + 6) : 0;
    if (value) sawType(at, value);
  }
}

// @ts-ignore: decorator
@inline
function pairs(at: usize, first: v128, second: v128): v128 {
  return v128.and(i8x16.eq(v128.load(at), first), i8x16.eq(v128.load(at, 1), second));
}

// @ts-ignore: decorator
@inline
function bits(matched: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(matched));
}

/** What is searched for. Not constants, since V8 builds the vector of a constant anew wherever it is used. */
export let quoteByte: i32 = 0x22;
export let tByte: i32 = 0x74;

/**
 * Scans the bytes from `start` to `end`, whole lines, and writes hits from `hits` on. Returns how far it came: `end`,
 * or, where there is no room for another hit, the end of the line that was hit last, to go on from. The caller keeps 64
 * readable bytes before `start` and after `end`, and room for `limit` hits.
 */
export function scan(start: usize, end: usize, hits: usize, limit: i32): usize {
  windowStart = start;
  windowEnd = end;
  newestAt = 0;
  newestLine = 0;
  newestStart = bswap(load<u64>(newest));
  firstHit = hits;
  hitsEnd = hits;
  hitLine = 0;
  hitLineEnd = 0;
  walkLine = 0;
  const hitsLimit = hits + <usize>(limit - MOST_PAIRS) * HIT_SIZE;
  const quote = i8x16.splat(<i8>quoteByte);
  const t = i8x16.splat(<i8>tByte);
  for (let at = start; at < end && hitsEnd <= hitsLimit; at += 64) {
    const a = pairs(at, quote, t);
    const b = pairs(at + 16, quote, t);
    const c = pairs(at + 32, quote, t);
    const d = pairs(at + 48, quote, t);
    if (!v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) continue;
    let mask = bits(a) | (bits(b) << 16) | (bits(c) << 32) | (bits(d) << 48);
    do {
      const position = at + <usize>ctz(mask);
      if (position < end) look(position);
      mask &= mask - 1;
    } while (mask);
  }
  if (newestAt) {
    newestLine = lineStart(newestAt);
    newestLineEnd = lineEnd(newestAt);
  }
  found = <i32>((hitsEnd - hits) / HIT_SIZE);
  return hitsEnd > hitsLimit ? <usize>load<u32>(hitsEnd - HIT_SIZE + 4) : end;
}
