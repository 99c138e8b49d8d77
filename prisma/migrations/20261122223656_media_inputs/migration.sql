-- CreateEnum
CREATE TYPE "InputRole" AS ENUM ('image', 'mask');

-- CreateTable
CREATE TABLE "Upload" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "fileId" UUID NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "thumbhash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GenerationInput" (
    "generationId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "role" "InputRole" NOT NULL,
    "position" SMALLINT NOT NULL,
    "fileId" UUID NOT NULL,
    "imageId" UUID,
    "uploadId" UUID,

    CONSTRAINT "GenerationInput_pkey" PRIMARY KEY ("generationId","role","position")
);

-- CreateIndex
CREATE INDEX "Upload_fileId_idx" ON "Upload"("fileId");

-- CreateIndex
CREATE INDEX "Upload_createdAt_idx" ON "Upload"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Upload_teamId_id_key" ON "Upload"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Upload_teamId_userId_fileId_key" ON "Upload"("teamId", "userId", "fileId");

-- CreateIndex
CREATE INDEX "GenerationInput_fileId_idx" ON "GenerationInput"("fileId");

-- CreateIndex
CREATE INDEX "GenerationInput_image_idx" ON "GenerationInput"("imageId") WHERE ("imageId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "GenerationInput_upload_idx" ON "GenerationInput"("uploadId") WHERE ("uploadId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "File_unreferenced_idx" ON "File"("unreferencedAt") WHERE ("unreferencedAt" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_teamId_fileId_fkey" FOREIGN KEY ("teamId", "fileId") REFERENCES "File"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GenerationInput" ADD CONSTRAINT "GenerationInput_teamId_generationId_fkey" FOREIGN KEY ("teamId", "generationId") REFERENCES "Generation"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GenerationInput" ADD CONSTRAINT "GenerationInput_teamId_fileId_fkey" FOREIGN KEY ("teamId", "fileId") REFERENCES "File"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GenerationInput" ADD CONSTRAINT "GenerationInput_teamId_imageId_fkey" FOREIGN KEY ("teamId", "imageId") REFERENCES "Image"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GenerationInput" ADD CONSTRAINT "GenerationInput_teamId_uploadId_fkey" FOREIGN KEY ("teamId", "uploadId") REFERENCES "Upload"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: what the schema language cannot say.

-- It is an image of the gallery or an upload, and never both.
ALTER TABLE "GenerationInput" ADD CONSTRAINT "GenerationInput_source_check" CHECK (num_nonnulls("imageId", "uploadId") = 1);
