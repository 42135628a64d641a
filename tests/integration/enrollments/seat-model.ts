/** One who is in line: `lapsed` once the time of her offer is over, which somebody has yet to notice. */
interface Place {
  readonly student: number;
  status: "waiting" | "offered" | "lapsed";
}

/** A course's seats and line as the rules have them, in the simplest way: what random histories are held against. */
export class SeatModel {
  capacity: number | null;
  /** Whether enrolment is open. */
  isOpen = true;
  readonly enrolled = new Set<number>();
  line: Place[] = [];

  constructor(capacity: number | null) {
    this.capacity = capacity;
  }

  /** What her request is answered with. */
  enrol(student: number): "exists" | "enrolled" | "waiting" | "offered" | "enrollment.closed" {
    if (this.enrolled.has(student)) return "exists";
    const own = this.#placeOf(student);
    if (own?.status === "offered") return this.#takeSeat(student);
    if (!this.isOpen) return "enrollment.closed";
    if (own?.status !== "waiting" && this.#free("lapsed too") > 0 && this.#count("waiting") === 0) {
      this.settle();
      return this.#takeSeat(student);
    }
    this.settle();
    if (this.#placeOf(student) === undefined) this.line.push({ student, status: "waiting" });
    this.settle();
    return this.#placeOf(student)?.status === "offered" ? "offered" : "waiting";
  }

  drop(student: number): void {
    if (this.enrolled.delete(student)) this.settle();
  }

  leave(student: number): void {
    if (this.#placeOf(student) === undefined) return;
    this.line = this.line.filter((place) => place.student !== student);
    this.settle();
  }

  /** The time of every offer goes by; nobody is told. */
  lapse(): void {
    for (const place of this.line) if (place.status === "offered") place.status = "lapsed";
  }

  /** Whether that is possible. */
  resize(capacity: number | null): boolean {
    if (capacity !== null && capacity < this.enrolled.size + this.#held()) return false;
    this.capacity = capacity;
    this.settle();
    return true;
  }

  settle(): void {
    this.line = this.line.filter(({ status }) => status !== "lapsed");
    if (!this.isOpen) return;
    for (const place of this.line) {
      if (place.status === "waiting" && this.#free() > 0) place.status = "offered";
    }
  }

  #takeSeat(student: number): "enrolled" {
    this.line = this.line.filter((place) => place.student !== student);
    this.enrolled.add(student);
    return "enrolled";
  }

  #placeOf(student: number): Place | undefined {
    return this.line.find((place) => place.student === student);
  }

  #count(status: Place["status"]): number {
    return this.line.filter((place) => place.status === status).length;
  }

  #held(): number {
    return this.#count("offered") + this.#count("lapsed");
  }

  #free(lapsedToo?: "lapsed too"): number {
    if (this.capacity === null) return Number.POSITIVE_INFINITY;
    const held = lapsedToo === undefined ? this.#held() : this.#count("offered");
    return this.capacity - this.enrolled.size - held;
  }
}
