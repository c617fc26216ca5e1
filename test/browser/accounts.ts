import { it } from "vitest";
import { signIn } from "./browser.ts";
import type { Seat } from "./seat.ts";

/** Passwords and accounts, with what is wrong said beside the field. */
export function theAccounts(seat: Seat): void {
  it("refuses a new password that is too short or mistyped, beside the field; adds a person and closes the account", async () => {
    const { page, picture } = await seat.open();
    await signIn(page, seat.target.who);
    await page.goto("/settings");
    await page.getByRole("button", { name: "Change password" }).click();
    const form = page.getByRole("form", { name: "Password" });
    await form.getByLabel("Present password").fill(seat.target.who.password);
    await form.getByLabel("New password", { exact: true }).fill("short");
    await form.getByRole("button", { name: "Change password" }).click();
    await form.getByText("Use at least 8 characters.").waitFor();
    await form.getByLabel("New password", { exact: true }).fill("long enough now");
    await form.getByLabel("New password again").fill("another one");
    await form.getByRole("button", { name: "Change password" }).click();
    await form.getByText("The two are not the same.").waitFor();
    await picture("settings-password-en-light");

    await page.getByRole("button", { name: "Add a person" }).click();
    const account = page.getByRole("dialog", { name: "Add a person" });
    await account.getByLabel("User name").fill("night.guard");
    await account.getByLabel("Name", { exact: true }).fill("Night guard");
    await account.getByLabel("Every site").uncheck();
    await account.getByRole("button", { name: "Save" }).click();
    await account.getByText("Use at least 8 characters.").waitFor();
    await account.getByText("Choose at least one site, or every site.").waitFor();
    await account.getByLabel("New password").fill("long enough now");
    await account.getByLabel("Riverside Estate").check();
    await account.getByRole("button", { name: "Save" }).click();
    await account.waitFor({ state: "detached" });
    const guard = page.getByRole("row", { name: /Night guard/ });
    await guard.getByText("Riverside Estate").waitFor();
    await guard.getByRole("button", { name: /^Change/ }).click();
    await page.getByRole("button", { name: "Close the account" }).click();
    await page.getByRole("tooltip").getByRole("button", { name: "Close the account" }).click();
    await guard.getByText(/^Closed since/).waitFor();
    await picture("settings-accounts-en-light");
  });

  it("names what is missing of a person on call as the form names it, and saves once it is there", async () => {
    const { page } = await seat.open();
    await signIn(page, seat.target.who);
    await page.goto("/oncall?tab=people");
    await page.getByRole("button", { name: "New person" }).click();
    const editor = page.getByRole("dialog", { name: "New person" });
    await editor.getByRole("button", { name: "Save" }).click();
    await editor.getByText("Please fill in: Id, Name.").waitFor();
    await editor.getByLabel("Id").fill("night.keeper");
    await editor.getByLabel("Name · English").fill("Night keeper");
    await editor.getByRole("button", { name: "Save" }).click();
    await editor.waitFor({ state: "detached" });
    await page.getByText("Night keeper").first().waitFor();
  });
}
