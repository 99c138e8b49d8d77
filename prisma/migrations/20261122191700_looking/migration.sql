-- AlterTable
ALTER TABLE "Image" ADD COLUMN     "trashedAlong" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "ImageMark" (
    "imageId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "favourite" BOOLEAN NOT NULL DEFAULT false,
    "rating" SMALLINT,
    "rejected" BOOLEAN NOT NULL DEFAULT false,
    "imageCreatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ImageMark_pkey" PRIMARY KEY ("imageId","userId")
);

-- CreateIndex
CREATE INDEX "ImageMark_favourites_idx" ON "ImageMark"("teamId", "userId", "imageCreatedAt" DESC, "imageId" DESC) WHERE (favourite);

-- CreateIndex
CREATE INDEX "Image_trash_idx" ON "Image"("teamId", "createdAt" DESC, "id" DESC) WHERE ("trashedAt" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "ImageMark" ADD CONSTRAINT "ImageMark_teamId_imageId_fkey" FOREIGN KEY ("teamId", "imageId") REFERENCES "Image"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageMark" ADD CONSTRAINT "ImageMark_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: what the schema language cannot say.
ALTER TABLE "ImageMark" ADD CONSTRAINT "ImageMark_rating_check" CHECK ("rating" BETWEEN 1 AND 5);
ALTER TABLE "Image" ADD CONSTRAINT "Image_trashed_along_check" CHECK (NOT "trashedAlong" OR "trashedAt" IS NOT NULL);
