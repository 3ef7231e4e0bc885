import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import type { Report } from "@/lib/cli/generate/report";
import type { Server } from "./server";

export interface Person {
  email: string;
  password: string;
}

/** An account made as an operator makes one. The first on a server is its owner. */
export async function makePerson(server: Server): Promise<Person> {
  const person = { email: `${randomUUID()}@people.example`, password: "a few plain words" };
  await server.cli(["user", "add", "--email", person.email, "--password-stdin"], person.password);
  return person;
}

/** Signs in by the form and waits for the studio. `origin`: another server than the worker's. */
export async function signIn(page: Page, { email, password }: Person, origin = ""): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/studio");
}

/** Pictures in the person's library, made by the command line: `args` are a prompt and flags. */
export async function makePictures(server: Server, { email }: Person, ...args: string[]): Promise<Report> {
  return JSON.parse(await server.cli(["generate", ...args, "--json", "--as", email]));
}
