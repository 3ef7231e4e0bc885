import sharp from "sharp";
import { findAccount } from "@/lib/auth/owner";
import { addPictures } from "./pictures";

// Run in a process of its own, with DATA_DIR set: `add-many.ts EMAIL PROMPT COUNT`.
const [email = "", prompt = "", count = ""] = process.argv.slice(2);
const user = await findAccount(email);
if (!user) throw new Error(`There is no account ${email}.`);
const picture = await sharp({ create: { width: 640, height: 360, channels: 3, background: "#416a88" } })
  .png()
  .toBuffer();
for (let left = Number(count); left > 0; left -= 8) {
  await addPictures({ user, actor: "web" }, { prompt, files: Array(Math.min(8, left)).fill(picture) });
}
