/** Lists that worker threads read without a copy. */
export function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

export function sharedFloats(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * length));
}

export function sharedDoubles(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * length));
}

export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}

/** UTF-16 codes. */
export function sharedCodes(length: number): Uint16Array {
  return new Uint16Array(new SharedArrayBuffer(2 * length));
}

type FlatList = Int32Array | Float32Array | Float64Array | Uint8Array | Uint16Array;

const firstRoom = 1024;

/** Numbers in one list that grows: a few bytes each and no object, and threads can read them. */
export class Growing<List extends FlatList> {
  #list: List;
  #length = 0;

  /** `make` makes a list of a length, filled with 0. `room`: how long it may well become; what is not used of it costs no
   *  memory, as long as nobody has written there. */
  constructor(
    private readonly make: (length: number) => List,
    room = 0,
  ) {
    this.#list = make(room);
  }

  /** Begins with a list, which becomes its own. */
  static of<List extends FlatList>(make: (length: number) => List, list: List): Growing<List> {
    const growing = new Growing(make);
    growing.#list = list;
    growing.#length = list.length;
    return growing;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#list.length) this.#widen(this.#length + 1);
    this.#list[this.#length++] = value;
  }

  append(list: List): void {
    if (this.#length + list.length > this.#list.length) this.#widen(this.#length + list.length);
    this.#list.set(list, this.#length);
    this.#length += list.length;
  }

  at(place: number): number {
    return this.#list[place]!;
  }

  set(place: number, value: number): void {
    this.#list[place] = value;
  }

  /** Forgets what stands from there on. */
  cut(length: number): void {
    this.#length = length;
  }

  /** What is there now; not kept up when more comes. */
  values(): List {
    return this.#list.subarray(0, this.#length) as List;
  }

  #widen(least: number): void {
    const wider = this.make(Math.max(least, firstRoom, Math.ceil(1.5 * this.#list.length)));
    wider.set(this.#list.subarray(0, this.#length));
    this.#list = wider;
  }
}

/** Whole numbers in a list that grows. */
export class GrowingInts extends Growing<Int32Array> {
  constructor(room = 0) {
    super(sharedInts, room);
  }
}
