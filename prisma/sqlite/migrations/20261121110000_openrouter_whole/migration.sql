-- AlterTable
ALTER TABLE "Image" ADD COLUMN "deliveredSha256" TEXT;

-- CreateTable
CREATE TABLE "AddedModel" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "CatalogChange" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "origin" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "Template" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Template_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PromptHelp" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "input" TEXT NOT NULL,
    "output" TEXT,
    "status" TEXT NOT NULL,
    "keyRef" TEXT NOT NULL,
    "charged" TEXT NOT NULL DEFAULT 'unknown',
    "cost" BIGINT,
    "openrouterId" TEXT,
    "errorMessage" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" DATETIME,
    CONSTRAINT "PromptHelp_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "ApiKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "KeyRequest" (
    "stateHash" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "KeyRequest_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Attempt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "generationId" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "liveGenerationId" TEXT,
    "state" TEXT NOT NULL,
    "leaseOwner" TEXT NOT NULL,
    "leaseUntil" DATETIME NOT NULL,
    "recoveries" INTEGER NOT NULL DEFAULT 0,
    "requestSha256" TEXT NOT NULL,
    "requestBytes" INTEGER NOT NULL,
    "streaming" BOOLEAN NOT NULL,
    "transport" TEXT NOT NULL DEFAULT 'images',
    "requestText" TEXT,
    "responseText" TEXT,
    "httpStatus" INTEGER,
    "openrouterId" TEXT,
    "outcome" TEXT,
    "charged" TEXT NOT NULL DEFAULT 'unknown',
    "cost" BIGINT,
    "dispatchedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "headersAt" DATETIME,
    "receivedAt" DATETIME,
    "settledAt" DATETIME,
    CONSTRAINT "Attempt_generationId_fkey" FOREIGN KEY ("generationId") REFERENCES "Generation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Attempt" ("charged", "cost", "dispatchedAt", "generationId", "headersAt", "httpStatus", "id", "leaseOwner", "leaseUntil", "liveGenerationId", "no", "openrouterId", "outcome", "receivedAt", "recoveries", "requestBytes", "requestSha256", "settledAt", "state", "streaming") SELECT "charged", "cost", "dispatchedAt", "generationId", "headersAt", "httpStatus", "id", "leaseOwner", "leaseUntil", "liveGenerationId", "no", "openrouterId", "outcome", "receivedAt", "recoveries", "requestBytes", "requestSha256", "settledAt", "state", "streaming" FROM "Attempt";
DROP TABLE "Attempt";
ALTER TABLE "new_Attempt" RENAME TO "Attempt";
CREATE UNIQUE INDEX "Attempt_liveGenerationId_key" ON "Attempt"("liveGenerationId");
CREATE INDEX "Attempt_state_leaseUntil_idx" ON "Attempt"("state", "leaseUntil");
CREATE UNIQUE INDEX "Attempt_generationId_no_key" ON "Attempt"("generationId", "no");
CREATE TABLE "new_Generation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "setId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "prompt" TEXT NOT NULL,
    "searchText" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "transport" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "editOfId" TEXT,
    "rootImageId" TEXT,
    "maskId" TEXT,
    "status" TEXT NOT NULL,
    "keyRef" TEXT NOT NULL DEFAULT 'instance',
    "runAfter" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelRequestedAt" DATETIME,
    "lookupAt" DATETIME,
    "lookups" INTEGER NOT NULL DEFAULT 0,
    "estimateLow" BIGINT,
    "estimateHigh" BIGINT,
    "reserved" BIGINT NOT NULL DEFAULT 0,
    "cost" BIGINT,
    "charged" TEXT NOT NULL DEFAULT 'no',
    "previews" INTEGER NOT NULL DEFAULT 0,
    "provider" TEXT,
    "answeredBy" TEXT,
    "openrouterId" TEXT,
    "text" TEXT,
    "finishReason" TEXT,
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" DATETIME,
    "finishedAt" DATETIME,
    "updatedAt" DATETIME NOT NULL,
    "deletedAt" DATETIME,
    CONSTRAINT "Generation_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Generation_setId_fkey" FOREIGN KEY ("setId") REFERENCES "GenerationSet" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Generation_editOfId_fkey" FOREIGN KEY ("editOfId") REFERENCES "Image" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Generation_maskId_fkey" FOREIGN KEY ("maskId") REFERENCES "Reference" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Generation" ("answeredBy", "cancelRequestedAt", "charged", "cost", "createdAt", "deletedAt", "errorCode", "errorMessage", "estimateHigh", "estimateLow", "fingerprint", "finishedAt", "id", "keyRef", "lookupAt", "lookups", "model", "openrouterId", "position", "previews", "prompt", "provider", "reserved", "runAfter", "searchText", "setId", "settings", "source", "startedAt", "status", "text", "transport", "updatedAt", "userId") SELECT "answeredBy", "cancelRequestedAt", "charged", "cost", "createdAt", "deletedAt", "errorCode", "errorMessage", "estimateHigh", "estimateLow", "fingerprint", "finishedAt", "id", "keyRef", "lookupAt", "lookups", "model", "openrouterId", "position", "previews", "prompt", "provider", "reserved", "runAfter", "searchText", "setId", "settings", "source", "startedAt", "status", "text", "transport", "updatedAt", "userId" FROM "Generation";
DROP TABLE "Generation";
ALTER TABLE "new_Generation" RENAME TO "Generation";
CREATE INDEX "Generation_status_runAfter_idx" ON "Generation"("status", "runAfter");
CREATE INDEX "Generation_lookupAt_idx" ON "Generation"("lookupAt");
CREATE INDEX "Generation_userId_updatedAt_idx" ON "Generation"("userId", "updatedAt");
CREATE INDEX "Generation_userId_status_idx" ON "Generation"("userId", "status");
CREATE INDEX "Generation_editOfId_idx" ON "Generation"("editOfId");
CREATE INDEX "Generation_rootImageId_idx" ON "Generation"("rootImageId");
CREATE INDEX "Generation_maskId_idx" ON "Generation"("maskId");
CREATE UNIQUE INDEX "Generation_setId_position_key" ON "Generation"("setId", "position");
CREATE TABLE "new_GenerationReference" (
    "generationId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'picture',
    "referenceId" TEXT NOT NULL,

    PRIMARY KEY ("generationId", "position"),
    CONSTRAINT "GenerationReference_generationId_fkey" FOREIGN KEY ("generationId") REFERENCES "Generation" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "GenerationReference_referenceId_fkey" FOREIGN KEY ("referenceId") REFERENCES "Reference" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_GenerationReference" ("generationId", "position", "referenceId") SELECT "generationId", "position", "referenceId" FROM "GenerationReference";
DROP TABLE "GenerationReference";
ALTER TABLE "new_GenerationReference" RENAME TO "GenerationReference";
CREATE INDEX "GenerationReference_referenceId_idx" ON "GenerationReference"("referenceId");
CREATE TABLE "new_LedgerEntry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "attemptId" TEXT NOT NULL,
    "generationId" TEXT,
    "purpose" TEXT NOT NULL DEFAULT 'generation',
    "userId" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "provider" TEXT,
    "keyRef" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "new_LedgerEntry" ("amount", "at", "attemptId", "generationId", "id", "keyRef", "model", "provider", "source", "userId") SELECT "amount", "at", "attemptId", "generationId", "id", "keyRef", "model", "provider", "source", "userId" FROM "LedgerEntry";
DROP TABLE "LedgerEntry";
ALTER TABLE "new_LedgerEntry" RENAME TO "LedgerEntry";
CREATE UNIQUE INDEX "LedgerEntry_attemptId_key" ON "LedgerEntry"("attemptId");
CREATE INDEX "LedgerEntry_userId_at_idx" ON "LedgerEntry"("userId", "at");
CREATE TABLE "new_Reference" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "originalSha256" TEXT,
    "imageId" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Reference_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Reference_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "Blob" ("sha256") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Reference_imageId_fkey" FOREIGN KEY ("imageId") REFERENCES "Image" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Reference" ("createdAt", "id", "sha256", "userId") SELECT "createdAt", "id", "sha256", "userId" FROM "Reference";
DROP TABLE "Reference";
ALTER TABLE "new_Reference" RENAME TO "Reference";
CREATE UNIQUE INDEX "Reference_userId_sha256_key" ON "Reference"("userId", "sha256");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "CatalogChange_origin_at_idx" ON "CatalogChange"("origin", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Template_userId_name_key" ON "Template"("userId", "name");

-- CreateIndex
CREATE INDEX "PromptHelp_userId_createdAt_idx" ON "PromptHelp"("userId", "createdAt");

-- CreateIndex
CREATE INDEX "PromptHelp_status_createdAt_idx" ON "PromptHelp"("status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_userId_key" ON "ApiKey"("userId");

-- CreateIndex
CREATE INDEX "KeyRequest_userId_idx" ON "KeyRequest"("userId");


