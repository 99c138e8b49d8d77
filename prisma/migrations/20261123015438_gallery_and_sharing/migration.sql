-- CreateEnum
CREATE TYPE "BulkState" AS ENUM ('running', 'done', 'failed', 'undone');

-- CreateEnum
CREATE TYPE "ShareKind" AS ENUM ('selection', 'album', 'generation');

-- AlterTable
ALTER TABLE "Generation" ADD COLUMN     "albumId" UUID;

-- CreateTable
CREATE TABLE "Tag" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImageTag" (
    "imageId" UUID NOT NULL,
    "tagId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "imageCreatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ImageTag_pkey" PRIMARY KEY ("imageId","tagId")
);

-- CreateTable
CREATE TABLE "ImageDay" (
    "teamId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "visibility" "Visibility" NOT NULL,
    "count" INTEGER NOT NULL,
    "costMicros" BIGINT NOT NULL,

    CONSTRAINT "ImageDay_pkey" PRIMARY KEY ("teamId","authorId","day","visibility")
);

-- CreateTable
CREATE TABLE "Album" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "coverImageId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "trashedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Album_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlbumImage" (
    "albumId" UUID NOT NULL,
    "imageId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "rank" DOUBLE PRECISION NOT NULL,
    "imageCreatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AlbumImage_pkey" PRIMARY KEY ("albumId","imageId")
);

-- CreateTable
CREATE TABLE "SavedSearch" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedSearch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BulkChange" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "change" JSONB NOT NULL,
    "state" "BulkState" NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "BulkChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BulkChangeImage" (
    "changeId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "imageId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "isChanged" BOOLEAN NOT NULL DEFAULT false,
    "before" JSONB,

    CONSTRAINT "BulkChangeImage_pkey" PRIMARY KEY ("changeId","position")
);

-- CreateTable
CREATE TABLE "Share" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "kind" "ShareKind" NOT NULL,
    "sourceId" UUID,
    "title" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "tokenHash" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "passwordHash" TEXT,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "showPrompts" BOOLEAN NOT NULL DEFAULT false,
    "showParameters" BOOLEAN NOT NULL DEFAULT false,
    "allowDownload" BOOLEAN NOT NULL DEFAULT false,
    "allowRemix" BOOLEAN NOT NULL DEFAULT false,
    "showStars" BOOLEAN NOT NULL DEFAULT false,
    "showNames" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Share_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShareImage" (
    "shareId" UUID NOT NULL,
    "imageId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "isStarred" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ShareImage_pkey" PRIMARY KEY ("shareId","imageId")
);

-- CreateTable
CREATE TABLE "ShareDay" (
    "shareId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "views" INTEGER NOT NULL,

    CONSTRAINT "ShareDay_pkey" PRIMARY KEY ("shareId","day")
);

-- CreateIndex
CREATE UNIQUE INDEX "Tag_teamId_id_key" ON "Tag"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Tag_teamId_name_key" ON "Tag"("teamId", "name");

-- CreateIndex
CREATE INDEX "ImageTag_tagId_imageCreatedAt_imageId_idx" ON "ImageTag"("tagId", "imageCreatedAt" DESC, "imageId" DESC);

-- CreateIndex
CREATE INDEX "ImageDay_teamId_day_idx" ON "ImageDay"("teamId", "day" DESC);

-- CreateIndex
CREATE INDEX "Album_teamId_updatedAt_id_idx" ON "Album"("teamId", "updatedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Album_teamId_id_key" ON "Album"("teamId", "id");

-- CreateIndex
CREATE INDEX "AlbumImage_albumId_rank_imageId_idx" ON "AlbumImage"("albumId", "rank", "imageId");

-- CreateIndex
CREATE INDEX "AlbumImage_imageId_idx" ON "AlbumImage"("imageId");

-- CreateIndex
CREATE UNIQUE INDEX "SavedSearch_teamId_userId_name_key" ON "SavedSearch"("teamId", "userId", "name");

-- CreateIndex
CREATE INDEX "BulkChange_teamId_userId_createdAt_idx" ON "BulkChange"("teamId", "userId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "BulkChange_createdAt_idx" ON "BulkChange"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "BulkChange_teamId_id_key" ON "BulkChange"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Share_tokenHash_key" ON "Share"("tokenHash");

-- CreateIndex
CREATE INDEX "Share_teamId_createdById_createdAt_id_idx" ON "Share"("teamId", "createdById", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Share_teamId_id_key" ON "Share"("teamId", "id");

-- CreateIndex
CREATE INDEX "ShareImage_imageId_idx" ON "ShareImage"("imageId");

-- CreateIndex
CREATE UNIQUE INDEX "ShareImage_shareId_rank_key" ON "ShareImage"("shareId", "rank");

-- CreateIndex
CREATE INDEX "ImageMark_rejected_idx" ON "ImageMark"("teamId", "userId", "imageCreatedAt" DESC, "imageId" DESC) WHERE (rejected);

-- CreateIndex
CREATE INDEX "ImageMark_rated_idx" ON "ImageMark"("teamId", "userId", "imageCreatedAt" DESC, "imageId" DESC) WHERE (rating IS NOT NULL);

-- AddForeignKey
ALTER TABLE "Generation" ADD CONSTRAINT "Generation_teamId_albumId_fkey" FOREIGN KEY ("teamId", "albumId") REFERENCES "Album"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageTag" ADD CONSTRAINT "ImageTag_teamId_imageId_fkey" FOREIGN KEY ("teamId", "imageId") REFERENCES "Image"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageTag" ADD CONSTRAINT "ImageTag_teamId_tagId_fkey" FOREIGN KEY ("teamId", "tagId") REFERENCES "Tag"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageDay" ADD CONSTRAINT "ImageDay_teamId_authorId_fkey" FOREIGN KEY ("teamId", "authorId") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Album" ADD CONSTRAINT "Album_teamId_createdById_fkey" FOREIGN KEY ("teamId", "createdById") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Album" ADD CONSTRAINT "Album_teamId_coverImageId_fkey" FOREIGN KEY ("teamId", "coverImageId") REFERENCES "Image"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlbumImage" ADD CONSTRAINT "AlbumImage_teamId_albumId_fkey" FOREIGN KEY ("teamId", "albumId") REFERENCES "Album"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlbumImage" ADD CONSTRAINT "AlbumImage_teamId_imageId_fkey" FOREIGN KEY ("teamId", "imageId") REFERENCES "Image"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SavedSearch" ADD CONSTRAINT "SavedSearch_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BulkChange" ADD CONSTRAINT "BulkChange_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BulkChangeImage" ADD CONSTRAINT "BulkChangeImage_teamId_changeId_fkey" FOREIGN KEY ("teamId", "changeId") REFERENCES "BulkChange"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Share" ADD CONSTRAINT "Share_teamId_createdById_fkey" FOREIGN KEY ("teamId", "createdById") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareImage" ADD CONSTRAINT "ShareImage_teamId_shareId_fkey" FOREIGN KEY ("teamId", "shareId") REFERENCES "Share"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareImage" ADD CONSTRAINT "ShareImage_teamId_imageId_fkey" FOREIGN KEY ("teamId", "imageId") REFERENCES "Image"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareDay" ADD CONSTRAINT "ShareDay_teamId_shareId_fkey" FOREIGN KEY ("teamId", "shareId") REFERENCES "Share"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: what the schema language cannot say.

ALTER TABLE "Tag" ADD CONSTRAINT "Tag_name_check" CHECK ("name" = lower("name") AND "name" <> '');

-- The counts of a day, kept with every statement that adds, changes or removes images. What is added is written in the
-- order of its key, so that two statements do not wait for each other for ever.
CREATE FUNCTION images_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ImageDay" ("teamId", "authorId", "day", "visibility", "count", "costMicros")
  SELECT i."teamId", i."authorId", (i."createdAt" AT TIME ZONE t."timeZone")::date AS "day", i."visibility",
    count(*), coalesce(sum(i."costMicros"), 0)
  FROM added i JOIN "Team" t ON t."id" = i."teamId" WHERE i."trashedAt" IS NULL
  GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
  ON CONFLICT ("teamId", "authorId", "day", "visibility") DO UPDATE
    SET "count" = "ImageDay"."count" + excluded."count", "costMicros" = "ImageDay"."costMicros" + excluded."costMicros";
  RETURN NULL;
END $$;

CREATE FUNCTION images_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ImageDay" AS d ("teamId", "authorId", "day", "visibility", "count", "costMicros")
  SELECT i."teamId", i."authorId", (i."createdAt" AT TIME ZONE t."timeZone")::date AS "day", i."visibility",
    sum(i.one), sum(i.one * coalesce(i."costMicros", 0))
  FROM (
    SELECT *, 1 AS one FROM added WHERE "trashedAt" IS NULL
    UNION ALL SELECT *, -1 FROM removed WHERE "trashedAt" IS NULL
  ) i JOIN "Team" t ON t."id" = i."teamId"
  GROUP BY 1, 2, 3, 4 HAVING sum(i.one) <> 0 OR sum(i.one * coalesce(i."costMicros", 0)) <> 0 ORDER BY 1, 2, 3, 4
  ON CONFLICT ("teamId", "authorId", "day", "visibility") DO UPDATE
    SET "count" = d."count" + excluded."count", "costMicros" = d."costMicros" + excluded."costMicros";
  RETURN NULL;
END $$;

CREATE FUNCTION images_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "ImageDay" d SET "count" = d."count" - gone."count", "costMicros" = d."costMicros" - gone."costMicros"
  FROM (
    SELECT i."teamId", i."authorId", (i."createdAt" AT TIME ZONE t."timeZone")::date AS "day", i."visibility",
      count(*) AS "count", coalesce(sum(i."costMicros"), 0) AS "costMicros"
    FROM removed i JOIN "Team" t ON t."id" = i."teamId" WHERE i."trashedAt" IS NULL GROUP BY 1, 2, 3, 4
  ) gone
  WHERE d."teamId" = gone."teamId" AND d."authorId" = gone."authorId" AND d."day" = gone."day"
    AND d."visibility" = gone."visibility";
  RETURN NULL;
END $$;

CREATE TRIGGER "Image_days_insert" AFTER INSERT ON "Image" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION images_added();
CREATE TRIGGER "Image_days_update" AFTER UPDATE ON "Image" REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION images_changed();
CREATE TRIGGER "Image_days_delete" AFTER DELETE ON "Image" REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION images_removed();

-- A team that moves to another zone has other days.
CREATE FUNCTION recount_image_days(team uuid) RETURNS void LANGUAGE sql AS $$
  DELETE FROM "ImageDay" WHERE "teamId" = team;
  INSERT INTO "ImageDay" ("teamId", "authorId", "day", "visibility", "count", "costMicros")
  SELECT i."teamId", i."authorId", (i."createdAt" AT TIME ZONE t."timeZone")::date AS "day", i."visibility",
    count(*), coalesce(sum(i."costMicros"), 0)
  FROM "Image" i JOIN "Team" t ON t."id" = i."teamId" WHERE i."teamId" = team AND i."trashedAt" IS NULL GROUP BY 1, 2, 3, 4;
$$;

CREATE FUNCTION team_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM recount_image_days(NEW."id");
  RETURN NULL;
END $$;

CREATE TRIGGER "Team_zone_changed" AFTER UPDATE OF "timeZone" ON "Team" FOR EACH ROW
  WHEN (OLD."timeZone" IS DISTINCT FROM NEW."timeZone") EXECUTE FUNCTION team_moved();

SELECT recount_image_days("id") FROM "Team";
