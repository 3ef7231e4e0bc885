/** Who asks. Every verb takes one and checks with it, where the row is touched. */
export interface Context {
  user: { id: string; role: "owner" | "member" };
  /** The door the request came through. */
  actor: "web" | "cli";
}
