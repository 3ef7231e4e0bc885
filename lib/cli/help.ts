/** What `proofsheet help` prints. */
export const HELP = `Usage: proofsheet COMMAND …

  generate PROMPT [OUTPUT] [MODEL]   make pictures, in the same library as the studio's
      --output FILE          where the first picture goes; further ones go to FILE-2, FILE-3 …
                             An existing file is replaced, and a picture delivered in another format than
                             the name says is converted. Without it pictures stay in the library.
      --model ID             such as google/gemini-3.1-flash-image; repeat it to compare several
      --aspect-ratio W:H     such as 16:9
      --size SIZE            a tier such as 2K, or pixels such as 1536x864
      --count N              pictures of each model
      --reference FILE       a picture to start from; repeat it for several
      --seed N               repeats a picture where the model allows it; further requests take the next numbers
      --quality NAME         such as low, medium, high
      --format NAME          png, jpeg or webp
      --json                 print the outcome as JSON
      --as EMAIL             for this account instead of the owner
      --timeout SECONDS      how long to wait, 600 unless told

  sandbox                            serve a stand-in for OpenRouter, free of charge
      --port N               a free one unless told
      --host ADDRESS         127.0.0.1 unless told
      --latency KIND         realistic (as told by default) or none

  user add                           make an account; the first one is the owner's
      --email ADDRESS
      --password-stdin       read the password from standard input

Paths of pictures or the JSON go to standard output, everything else to standard error.
Exit codes: 0 all succeeded, 1 any other outcome, 2 the command was not understood, 3 nothing was sent.
Settings come from the environment or from .env: see .env.example.`;
