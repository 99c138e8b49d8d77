-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN     "pictures" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "BillCheck" (
    "account" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,
    "readUntil" TIMESTAMPTZ(3) NOT NULL,
    "problem" TEXT,

    CONSTRAINT "BillCheck_pkey" PRIMARY KEY ("account","environment")
);

-- CreateIndex
CREATE INDEX "Attempt_teamId_finishedAt_idx" ON "Attempt"("teamId", "finishedAt");

-- What is there still counts; of what was deleted before, nobody kept the number.
UPDATE "Attempt" a SET "pictures" = i."pictures"
FROM (SELECT "attemptId", count(*)::int AS "pictures" FROM "Image" GROUP BY 1) i WHERE i."attemptId" = a."id";
