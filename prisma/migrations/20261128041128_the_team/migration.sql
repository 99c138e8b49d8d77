-- CreateEnum
CREATE TYPE "OneTimeKind" AS ENUM ('invite', 'reset');

-- CreateEnum
CREATE TYPE "BudgetScope" AS ENUM ('team', 'member', 'token');

-- CreateEnum
CREATE TYPE "BillState" AS ENUM ('matched', 'orphan', 'recovered', 'written_off');

-- AlterEnum
ALTER TYPE "ShareKind" ADD VALUE 'profile';

-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN     "credentialId" UUID;

-- AlterTable
ALTER TABLE "Generation" ADD COLUMN     "promptVersionId" UUID,
ADD COLUMN     "tokenId" UUID;

-- AlterTable
ALTER TABLE "LedgerEntry" ADD COLUMN     "tokenId" UUID;

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OneTimeToken" (
    "id" UUID NOT NULL,
    "kind" "OneTimeKind" NOT NULL,
    "hash" TEXT NOT NULL,
    "teamId" UUID,
    "role" "Role",
    "email" TEXT,
    "userId" UUID,
    "createdById" UUID,
    "usesLeft" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OneTimeToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Credential" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "iv" BYTEA NOT NULL,
    "keyId" TEXT NOT NULL,
    "lastFour" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Token" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "lastFour" TEXT NOT NULL,
    "scopes" TEXT[],
    "corsOrigins" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Folder" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Folder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Prompt" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "folderId" UUID,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[],
    "text" TEXT NOT NULL,
    "forkedFromId" UUID,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "trashedAt" TIMESTAMPTZ(3),
    "search" tsvector GENERATED ALWAYS AS (prompt_words("title" || ' ' || "description" || ' ' || "slug" || ' ' || "text")) STORED,

    CONSTRAINT "Prompt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PromptVersion" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "promptId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "variables" JSONB NOT NULL DEFAULT '{}',
    "modelId" TEXT,
    "provider" TEXT,
    "parameters" JSONB NOT NULL DEFAULT '{}',
    "extra" JSONB NOT NULL DEFAULT '{}',
    "note" TEXT NOT NULL DEFAULT '',
    "authorId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PromptVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PromptLabel" (
    "promptId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "teamId" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "isProtected" BOOLEAN NOT NULL DEFAULT false,
    "movedById" UUID NOT NULL,
    "movedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PromptLabel_pkey" PRIMARY KEY ("promptId","name")
);

-- CreateTable
CREATE TABLE "PromptPin" (
    "promptId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PromptPin_pkey" PRIMARY KEY ("promptId","userId")
);

-- CreateTable
CREATE TABLE "Example" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "ownerId" UUID,
    "imageId" UUID,
    "promptId" UUID,
    "promptVersionId" UUID,
    "modelId" TEXT NOT NULL,
    "recipe" JSONB NOT NULL,
    "title" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "rank" DOUBLE PRECISION NOT NULL,
    "isOnProfile" BOOLEAN NOT NULL DEFAULT false,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Example_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Budget" (
    "teamId" UUID NOT NULL,
    "scope" "BudgetScope" NOT NULL,
    "scopeId" UUID NOT NULL,
    "limitMicros" BIGINT NOT NULL,
    "warnMicros" BIGINT,
    "isHard" BOOLEAN NOT NULL DEFAULT true,
    "updatedById" UUID NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Budget_pkey" PRIMARY KEY ("teamId","scope","scopeId")
);

-- CreateTable
CREATE TABLE "BudgetPeriod" (
    "teamId" UUID NOT NULL,
    "scope" "BudgetScope" NOT NULL,
    "scopeId" UUID NOT NULL,
    "environment" "Environment" NOT NULL,
    "periodStart" DATE NOT NULL,
    "reservedMicros" BIGINT NOT NULL,
    "spentMicros" BIGINT NOT NULL,

    CONSTRAINT "BudgetPeriod_pkey" PRIMARY KEY ("teamId","scope","scopeId","environment","periodStart")
);

-- CreateTable
CREATE TABLE "UpstreamBill" (
    "id" UUID NOT NULL,
    "upstream" TEXT NOT NULL,
    "upstreamRequestId" TEXT NOT NULL,
    "credentialId" UUID,
    "traceId" TEXT,
    "modelId" TEXT,
    "endpoint" TEXT,
    "environment" "Environment" NOT NULL,
    "costMicros" BIGINT NOT NULL,
    "billedAt" TIMESTAMPTZ(3) NOT NULL,
    "attemptId" UUID,
    "teamId" UUID,
    "state" "BillState" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UpstreamBill_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_issuer_subject_key" ON "Account"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "OneTimeToken_hash_key" ON "OneTimeToken"("hash");

-- CreateIndex
CREATE INDEX "OneTimeToken_teamId_createdAt_idx" ON "OneTimeToken"("teamId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "OneTimeToken_userId_idx" ON "OneTimeToken"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Credential_teamId_provider_key" ON "Credential"("teamId", "provider");

-- CreateIndex
CREATE UNIQUE INDEX "Token_hash_key" ON "Token"("hash");

-- CreateIndex
CREATE INDEX "Token_teamId_createdAt_idx" ON "Token"("teamId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Token_teamId_id_key" ON "Token"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Folder_teamId_id_key" ON "Folder"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Folder_teamId_scope_name_key" ON "Folder"("teamId", "scope", "name");

-- CreateIndex
CREATE INDEX "Prompt_teamId_updatedAt_id_idx" ON "Prompt"("teamId", "updatedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Prompt_search_idx" ON "Prompt" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "Prompt_teamId_id_key" ON "Prompt"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Prompt_teamId_scope_slug_key" ON "Prompt"("teamId", "scope", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "PromptVersion_teamId_id_key" ON "PromptVersion"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "PromptVersion_promptId_number_key" ON "PromptVersion"("promptId", "number");

-- CreateIndex
CREATE INDEX "PromptLabel_versionId_idx" ON "PromptLabel"("versionId");

-- CreateIndex
CREATE INDEX "PromptPin_teamId_userId_idx" ON "PromptPin"("teamId", "userId");

-- CreateIndex
CREATE INDEX "Example_teamId_ownerId_rank_idx" ON "Example"("teamId", "ownerId", "rank");

-- CreateIndex
CREATE INDEX "Example_teamId_modelId_rank_idx" ON "Example"("teamId", "modelId", "rank");

-- CreateIndex
CREATE INDEX "Example_image_idx" ON "Example"("imageId") WHERE ("imageId" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Example_teamId_id_key" ON "Example"("teamId", "id");

-- CreateIndex
CREATE INDEX "UpstreamBill_state_billedAt_idx" ON "UpstreamBill"("state", "billedAt" DESC);

-- CreateIndex
CREATE INDEX "UpstreamBill_teamId_billedAt_idx" ON "UpstreamBill"("teamId", "billedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "UpstreamBill_upstream_upstreamRequestId_key" ON "UpstreamBill"("upstream", "upstreamRequestId");

-- CreateIndex
CREATE INDEX "Generation_version_idx" ON "Generation"("promptVersionId", "createdAt" DESC) WHERE ("promptVersionId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "Generation_token_idx" ON "Generation"("tokenId", "createdAt" DESC) WHERE ("tokenId" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OneTimeToken" ADD CONSTRAINT "OneTimeToken_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Token" ADD CONSTRAINT "Token_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Token" ADD CONSTRAINT "Token_teamId_ownerId_fkey" FOREIGN KEY ("teamId", "ownerId") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Generation" ADD CONSTRAINT "Generation_teamId_tokenId_fkey" FOREIGN KEY ("teamId", "tokenId") REFERENCES "Token"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Generation" ADD CONSTRAINT "Generation_teamId_promptVersionId_fkey" FOREIGN KEY ("teamId", "promptVersionId") REFERENCES "PromptVersion"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Folder" ADD CONSTRAINT "Folder_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Prompt" ADD CONSTRAINT "Prompt_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Prompt" ADD CONSTRAINT "Prompt_teamId_folderId_fkey" FOREIGN KEY ("teamId", "folderId") REFERENCES "Folder"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Prompt" ADD CONSTRAINT "Prompt_teamId_createdById_fkey" FOREIGN KEY ("teamId", "createdById") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Prompt" ADD CONSTRAINT "Prompt_teamId_forkedFromId_fkey" FOREIGN KEY ("teamId", "forkedFromId") REFERENCES "Prompt"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PromptVersion" ADD CONSTRAINT "PromptVersion_teamId_promptId_fkey" FOREIGN KEY ("teamId", "promptId") REFERENCES "Prompt"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PromptVersion" ADD CONSTRAINT "PromptVersion_teamId_authorId_fkey" FOREIGN KEY ("teamId", "authorId") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PromptLabel" ADD CONSTRAINT "PromptLabel_teamId_promptId_fkey" FOREIGN KEY ("teamId", "promptId") REFERENCES "Prompt"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PromptLabel" ADD CONSTRAINT "PromptLabel_teamId_versionId_fkey" FOREIGN KEY ("teamId", "versionId") REFERENCES "PromptVersion"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PromptPin" ADD CONSTRAINT "PromptPin_teamId_promptId_fkey" FOREIGN KEY ("teamId", "promptId") REFERENCES "Prompt"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PromptPin" ADD CONSTRAINT "PromptPin_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Example" ADD CONSTRAINT "Example_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Example" ADD CONSTRAINT "Example_teamId_imageId_fkey" FOREIGN KEY ("teamId", "imageId") REFERENCES "Image"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Example" ADD CONSTRAINT "Example_teamId_promptId_fkey" FOREIGN KEY ("teamId", "promptId") REFERENCES "Prompt"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Example" ADD CONSTRAINT "Example_teamId_promptVersionId_fkey" FOREIGN KEY ("teamId", "promptVersionId") REFERENCES "PromptVersion"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Example" ADD CONSTRAINT "Example_teamId_createdById_fkey" FOREIGN KEY ("teamId", "createdById") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Budget" ADD CONSTRAINT "Budget_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: what the schema language cannot say.

ALTER TABLE "Budget" ADD CONSTRAINT "Budget_limit_check" CHECK ("limitMicros" >= 0 AND "warnMicros" >= 0);
ALTER TABLE "BudgetPeriod" ADD CONSTRAINT "BudgetPeriod_sums_check" CHECK ("reservedMicros" >= 0 AND "spentMicros" >= 0);
ALTER TABLE "OneTimeToken" ADD CONSTRAINT "OneTimeToken_kind_check" CHECK (
  CASE "kind" WHEN 'invite' THEN "teamId" IS NOT NULL AND "role" IS NOT NULL ELSE "userId" IS NOT NULL END
);

-- What the months come to, with every statement that adds entries; and whoever reserves what a hard budget has no more
-- room for is refused, with all that the statement does. The rows are locked in one order (team, member, token), so
-- that of many at once each waits for the one before, and sees what it left.
CREATE FUNCTION ledger_counted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  due record;
  used bigint;
  budget record;
BEGIN
  FOR due IN
    SELECT e."teamId", s.scope, s.id, e."environment", e."periodStart",
      sum(CASE WHEN e."kind" IN ('reserve', 'release') THEN e."micros" ELSE 0 END)::bigint AS reserved,
      sum(CASE WHEN e."kind" IN ('charge', 'adjust') THEN e."micros" ELSE 0 END)::bigint AS spent,
      sum(CASE WHEN e."kind" = 'reserve' THEN e."micros" ELSE 0 END)::bigint AS asked
    FROM added e
    CROSS JOIN LATERAL (VALUES
      ('team'::"BudgetScope", e."teamId"), ('member'::"BudgetScope", e."userId"), ('token'::"BudgetScope", e."tokenId")
    ) s (scope, id)
    WHERE s.id IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  LOOP
    INSERT INTO "BudgetPeriod" VALUES (due."teamId", due.scope, due.id, due."environment", due."periodStart", 0, 0)
    ON CONFLICT DO NOTHING;
    UPDATE "BudgetPeriod" p
    SET "reservedMicros" = p."reservedMicros" + due.reserved, "spentMicros" = p."spentMicros" + due.spent
    WHERE p."teamId" = due."teamId" AND p."scope" = due.scope AND p."scopeId" = due.id
      AND p."environment" = due."environment" AND p."periodStart" = due."periodStart"
    RETURNING p."reservedMicros" + p."spentMicros" INTO used;
    IF due.asked > 0 THEN
      SELECT b."limitMicros", b."isHard" INTO budget FROM "Budget" b
      WHERE b."teamId" = due."teamId" AND b."scope" = due.scope
        AND (b."scopeId" = due.id OR (due.scope = 'member' AND b."scopeId" = due."teamId"))
      ORDER BY b."scopeId" = due.id DESC LIMIT 1;
      IF FOUND AND budget."isHard" AND used > budget."limitMicros" THEN
        RAISE EXCEPTION USING ERRCODE = 'ATB01', MESSAGE = json_build_object(
          'scope', due.scope, 'periodStart', due."periodStart", 'limitMicros', budget."limitMicros"::text, 'askedMicros', due.asked::text,
          'leftMicros', greatest(0, budget."limitMicros" - (used - due.asked))::text)::text;
      END IF;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER "LedgerEntry_counted" AFTER INSERT ON "LedgerEntry" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_counted();

INSERT INTO "BudgetPeriod" ("teamId", "scope", "scopeId", "environment", "periodStart", "reservedMicros", "spentMicros")
SELECT e."teamId", s.scope, s.id, e."environment", e."periodStart",
  sum(CASE WHEN e."kind" IN ('reserve', 'release') THEN e."micros" ELSE 0 END),
  sum(CASE WHEN e."kind" IN ('charge', 'adjust') THEN e."micros" ELSE 0 END)
FROM "LedgerEntry" e
CROSS JOIN LATERAL (VALUES ('team'::"BudgetScope", e."teamId"), ('member'::"BudgetScope", e."userId")) s (scope, id)
GROUP BY 1, 2, 3, 4, 5;

CREATE TRIGGER "PromptVersion_immutable" BEFORE UPDATE OR TRUNCATE ON "PromptVersion"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What is append-only goes only with its whole team, in a transaction that says so.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('atelier.deletes_a_team', true) = 'yes' THEN RETURN NULL; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
