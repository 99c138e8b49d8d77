-- AlterTable
ALTER TABLE "Team" ADD COLUMN     "removeAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Team_removed_idx" ON "Team"("removeAt") WHERE ("removeAt" IS NOT NULL);
