-- AlterTable
ALTER TABLE "UpstreamBill" ADD COLUMN     "askedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Attempt_upstreamRequestId_idx" ON "Attempt"("upstreamRequestId");
