-- Written by hand: what the schema language cannot say.

-- A prompt as words that PostgreSQL's parser cuts the same way everywhere: punctuation apart, and each character of a
-- script that is written without spaces (Thai to Khmer, Korean, Japanese, Chinese) as a word of its own. So any part of
-- such a text is found as a phrase, by the same index.
CREATE FUNCTION prompt_text(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace($1, '[!-/:-@\[-`{-~\u2000-\u206f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+', ' ', 'g'),
    '([\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3100-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff])', ' \1 ', 'g');

CREATE FUNCTION prompt_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('simple'::regconfig, prompt_text($1));

-- AlterTable
ALTER TABLE "Generation" ADD COLUMN     "extra" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "search" tsvector GENERATED ALWAYS AS (prompt_words("prompt")) STORED;

-- CreateTable
CREATE TABLE "Preset" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "modelId" TEXT,
    "provider" TEXT,
    "values" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Preset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Wildcard" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "lines" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Wildcard_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Preset_teamId_id_key" ON "Preset"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Preset_teamId_scope_name_key" ON "Preset"("teamId", "scope", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Wildcard_teamId_id_key" ON "Wildcard"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Wildcard_teamId_scope_name_key" ON "Wildcard"("teamId", "scope", "name");

-- CreateIndex
CREATE INDEX "Generation_search_idx" ON "Generation" USING GIN ("search");

-- AddForeignKey
ALTER TABLE "Preset" ADD CONSTRAINT "Preset_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Wildcard" ADD CONSTRAINT "Wildcard_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: what the schema language cannot say.

-- Which use of a prompt is its author's newest.
CREATE INDEX "Generation_prompts_idx" ON "Generation"("teamId", "authorId", hashtextextended(coalesce("template", "prompt"), 0), "createdAt" DESC, "id" DESC) WHERE "trashedAt" IS NULL;

ALTER TABLE "Wildcard" ADD CONSTRAINT "Wildcard_lines_check" CHECK (cardinality("lines") BETWEEN 1 AND 2000);
