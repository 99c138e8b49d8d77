-- CreateIndex
CREATE INDEX "AlbumImage_albumId_imageCreatedAt_imageId_idx" ON "AlbumImage"("albumId", "imageCreatedAt" DESC, "imageId" DESC);

-- CreateIndex
CREATE INDEX "Image_model_timeline_idx" ON "Image"("teamId", "modelId", "createdAt" DESC, "id" DESC) WHERE ("trashedAt" IS NULL);

-- Written by hand: what the schema language cannot say.

-- At most so many generations of a team whose prompts have the words: always by the index of words. The planner, who
-- does not know how rare they are, would read the whole table for some.
CREATE FUNCTION prompts_found(team uuid, words tsquery, most integer) RETURNS SETOF uuid LANGUAGE sql STABLE
SET enable_seqscan = off AS $$
  SELECT "id" FROM "Generation" WHERE "teamId" = team AND "search" @@ words LIMIT most;
$$;
