import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
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

/** Signs in by the form and waits for the studio. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/studio");
}
