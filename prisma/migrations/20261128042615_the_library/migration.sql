-- DropIndex
DROP INDEX "Prompt_teamId_scope_slug_key";

-- AlterTable
ALTER TABLE "Example" ADD COLUMN     "trashedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "PromptVersion" ADD COLUMN     "isPlain" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "Example_prompt_idx" ON "Example"("promptId", "rank") WHERE ("promptId" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Example_own_image_key" ON "Example"("teamId", "ownerId", "imageId") WHERE ("trashedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Example_team_image_key" ON "Example"("teamId", "imageId") WHERE ("ownerId" IS NULL AND "trashedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Prompt_slug_key" ON "Prompt"("teamId", "scope", "slug") WHERE ("trashedAt" IS NULL);

-- Written by hand: what the schema language cannot say. Tags are found like the other words.

CREATE FUNCTION words_of(text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(array_to_string($1, ' '), '');

ALTER TABLE "Prompt" DROP COLUMN "search";
ALTER TABLE "Prompt" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (prompt_words("title" || ' ' || "description" || ' ' || "slug" || ' ' || "text" || ' ' || words_of("tags"))) STORED;

CREATE INDEX "Prompt_search_idx" ON "Prompt" USING GIN ("search");
