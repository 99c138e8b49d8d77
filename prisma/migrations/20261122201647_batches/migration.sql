-- CreateEnum
CREATE TYPE "BatchKind" AS ENUM ('variants', 'models', 'matrix', 'file');

-- AlterTable
ALTER TABLE "Generation" ADD COLUMN     "batchId" UUID,
ADD COLUMN     "template" TEXT,
ADD COLUMN     "variables" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "Batch" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "bodyHash" TEXT NOT NULL,
    "kind" "BatchKind" NOT NULL,
    "title" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "axes" JSONB NOT NULL,
    "visibility" "Visibility" NOT NULL DEFAULT 'team',
    "environment" "Environment" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pausedAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BatchCell" (
    "batchId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "generationId" UUID NOT NULL,
    "isReused" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "BatchCell_pkey" PRIMARY KEY ("batchId","position")
);

-- CreateIndex
CREATE INDEX "Batch_teamId_createdAt_id_idx" ON "Batch"("teamId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Batch_teamId_id_key" ON "Batch"("teamId", "id");

-- CreateIndex
CREATE INDEX "BatchCell_generationId_idx" ON "BatchCell"("generationId");

-- CreateIndex
CREATE INDEX "Generation_single_timeline_idx" ON "Generation"("teamId", "createdAt" DESC, "id" DESC) WHERE ("batchId" IS NULL);

-- CreateIndex
CREATE INDEX "Generation_batch_idx" ON "Generation"("batchId", "finishedAt" DESC) WHERE ("batchId" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "Generation" ADD CONSTRAINT "Generation_teamId_batchId_fkey" FOREIGN KEY ("teamId", "batchId") REFERENCES "Batch"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_teamId_authorId_fkey" FOREIGN KEY ("teamId", "authorId") REFERENCES "Membership"("teamId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchCell" ADD CONSTRAINT "BatchCell_teamId_batchId_fkey" FOREIGN KEY ("teamId", "batchId") REFERENCES "Batch"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchCell" ADD CONSTRAINT "BatchCell_teamId_generationId_fkey" FOREIGN KEY ("teamId", "generationId") REFERENCES "Generation"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
