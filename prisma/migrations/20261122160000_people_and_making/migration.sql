-- CreateEnum
CREATE TYPE "Role" AS ENUM ('guest', 'member', 'editor', 'admin', 'owner');

-- CreateEnum
CREATE TYPE "Environment" AS ENUM ('standin', 'live');

-- CreateEnum
CREATE TYPE "Visibility" AS ENUM ('team', 'private');

-- CreateEnum
CREATE TYPE "GenerationStatus" AS ENUM ('queued', 'running', 'succeeded', 'partial', 'refused', 'failed', 'cancelled', 'unknown', 'lost');

-- CreateEnum
CREATE TYPE "CostSource" AS ENUM ('answer', 'log', 'estimate');

-- CreateEnum
CREATE TYPE "AttemptState" AS ENUM ('claimed', 'sending', 'succeeded', 'refused', 'failed', 'abandoned', 'unknown', 'lost');

-- CreateEnum
CREATE TYPE "FileState" AS ENUM ('writing', 'stored', 'deleting');

-- CreateEnum
CREATE TYPE "LedgerKind" AS ENUM ('reserve', 'release', 'charge', 'adjust');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "isAdmin" BOOLEAN NOT NULL DEFAULT false,
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "anonymisedAt" TIMESTAMPTZ(3),

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "userAgent" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Team" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leftAt" TIMESTAMPTZ(3),
    "lastServedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Throttle" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMPTZ(3),

    CONSTRAINT "Throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Generation" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "requestKey" TEXT NOT NULL,
    "bodyHash" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "prompt" TEXT,
    "parameters" JSONB NOT NULL,
    "modelId" TEXT NOT NULL,
    "provider" TEXT,
    "n" INTEGER NOT NULL,
    "recipeHash" TEXT NOT NULL,
    "visibility" "Visibility" NOT NULL DEFAULT 'team',
    "environment" "Environment" NOT NULL,
    "status" "GenerationStatus" NOT NULL DEFAULT 'queued',
    "failure" JSONB,
    "estimateMicros" BIGINT,
    "periodStart" DATE NOT NULL,
    "costMicros" BIGINT,
    "costSource" "CostSource",
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "queuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "cancelRequestedAt" TIMESTAMPTZ(3),
    "trashedAt" TIMESTAMPTZ(3),
    "purgedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Generation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attempt" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "generationId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "upstream" TEXT NOT NULL,
    "traceId" TEXT NOT NULL,
    "state" "AttemptState" NOT NULL DEFAULT 'claimed',
    "leaseOwner" TEXT NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),
    "deadlineAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "lookupAt" TIMESTAMPTZ(3),
    "lookups" INTEGER NOT NULL DEFAULT 0,
    "httpStatus" INTEGER,
    "code" TEXT,
    "upstreamRequestId" TEXT,
    "executedModel" TEXT,
    "provider" TEXT,
    "costMicros" BIGINT,
    "costSource" "CostSource",
    "rawError" TEXT,

    CONSTRAINT "Attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "File" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "mime" TEXT NOT NULL,
    "state" "FileState" NOT NULL DEFAULT 'writing',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "unreferencedAt" TIMESTAMPTZ(3),

    CONSTRAINT "File_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Image" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "generationId" UUID NOT NULL,
    "attemptId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "fileId" UUID NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "thumbhash" TEXT,
    "revisedPrompt" TEXT,
    "costMicros" BIGINT,
    "authorId" UUID NOT NULL,
    "modelId" TEXT NOT NULL,
    "provider" TEXT,
    "visibility" "Visibility" NOT NULL,
    "environment" "Environment" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "previewedAt" TIMESTAMPTZ(3),
    "trashedAt" TIMESTAMPTZ(3),
    "trashedById" UUID,

    CONSTRAINT "Image_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "generationId" UUID NOT NULL,
    "attemptId" UUID,
    "kind" "LedgerKind" NOT NULL,
    "micros" BIGINT NOT NULL,
    "periodStart" DATE NOT NULL,
    "userId" UUID NOT NULL,
    "modelId" TEXT NOT NULL,
    "provider" TEXT,
    "environment" "Environment" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL,
    "teamId" UUID,
    "actorId" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Session_userId_revokedAt_idx" ON "Session"("userId", "revokedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Team_slug_key" ON "Team"("slug");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Membership_teamId_userId_key" ON "Membership"("teamId", "userId");

-- CreateIndex
CREATE INDEX "Generation_teamId_createdAt_id_idx" ON "Generation"("teamId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Generation_teamId_authorId_createdAt_id_idx" ON "Generation"("teamId", "authorId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Generation_teamId_recipeHash_idx" ON "Generation"("teamId", "recipeHash");

-- CreateIndex
CREATE INDEX "Generation_open_idx" ON "Generation"("teamId", "authorId", "queuedAt", "id") WHERE (status = ANY (ARRAY['queued'::"GenerationStatus", 'running'::"GenerationStatus"]));

-- CreateIndex
CREATE UNIQUE INDEX "Generation_teamId_id_key" ON "Generation"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Generation_teamId_actor_requestKey_key" ON "Generation"("teamId", "actor", "requestKey");

-- CreateIndex
CREATE UNIQUE INDEX "Attempt_traceId_key" ON "Attempt"("traceId");

-- CreateIndex
CREATE INDEX "Attempt_open_idx" ON "Attempt"("state", "leaseUntil") WHERE (state = ANY (ARRAY['claimed'::"AttemptState", 'sending'::"AttemptState", 'unknown'::"AttemptState"]));

-- CreateIndex
CREATE INDEX "Attempt_lookup_idx" ON "Attempt"("lookupAt") WHERE ("lookupAt" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Attempt_teamId_id_key" ON "Attempt"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Attempt_generationId_number_key" ON "Attempt"("generationId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "File_teamId_id_key" ON "File"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "File_teamId_sha256_key" ON "File"("teamId", "sha256");

-- CreateIndex
CREATE INDEX "Image_generationId_idx" ON "Image"("generationId");

-- CreateIndex
CREATE INDEX "Image_fileId_idx" ON "Image"("fileId");

-- CreateIndex
CREATE INDEX "Image_team_timeline_idx" ON "Image"("teamId", "createdAt" DESC, "id" DESC) WHERE ("trashedAt" IS NULL);

-- CreateIndex
CREATE INDEX "Image_author_timeline_idx" ON "Image"("teamId", "authorId", "createdAt" DESC, "id" DESC) WHERE ("trashedAt" IS NULL);

-- CreateIndex
CREATE INDEX "Image_unpreviewed_idx" ON "Image"("createdAt") WHERE ("previewedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Image_teamId_id_key" ON "Image"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Image_attemptId_position_key" ON "Image"("attemptId", "position");

-- CreateIndex
CREATE INDEX "LedgerEntry_teamId_createdAt_idx" ON "LedgerEntry"("teamId", "createdAt");

-- CreateIndex
CREATE INDEX "LedgerEntry_generationId_idx" ON "LedgerEntry"("generationId");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerEntry_teamId_id_key" ON "LedgerEntry"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerEntry_one_charge_key" ON "LedgerEntry"("attemptId") WHERE (kind = 'charge');

-- CreateIndex
CREATE INDEX "AuditEvent_teamId_at_id_idx" ON "AuditEvent"("teamId", "at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Generation" ADD CONSTRAINT "Generation_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Generation" ADD CONSTRAINT "Generation_teamId_authorId_fkey" FOREIGN KEY ("teamId", "authorId") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_teamId_generationId_fkey" FOREIGN KEY ("teamId", "generationId") REFERENCES "Generation"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "File" ADD CONSTRAINT "File_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Image" ADD CONSTRAINT "Image_teamId_generationId_fkey" FOREIGN KEY ("teamId", "generationId") REFERENCES "Generation"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Image" ADD CONSTRAINT "Image_teamId_attemptId_fkey" FOREIGN KEY ("teamId", "attemptId") REFERENCES "Attempt"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Image" ADD CONSTRAINT "Image_teamId_fileId_fkey" FOREIGN KEY ("teamId", "fileId") REFERENCES "File"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_teamId_generationId_fkey" FOREIGN KEY ("teamId", "generationId") REFERENCES "Generation"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_teamId_attemptId_fkey" FOREIGN KEY ("teamId", "attemptId") REFERENCES "Attempt"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: what the schema language cannot say.

ALTER TABLE "User" ADD CONSTRAINT "User_email_lower_check" CHECK ("email" = lower("email"));
ALTER TABLE "Generation" ADD CONSTRAINT "Generation_n_check" CHECK ("n" > 0);
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_sign_check" CHECK (
    ("kind" = 'reserve' AND "micros" > 0)
    OR ("kind" = 'release' AND "micros" < 0)
    OR ("kind" = 'charge' AND "micros" > 0 AND "attemptId" IS NOT NULL)
    OR ("kind" = 'adjust' AND "micros" <> 0 AND "attemptId" IS NOT NULL)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER "LedgerEntry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LedgerEntry"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEvent"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
