-- AlterTable
ALTER TABLE "Preset" ADD COLUMN     "extra" JSONB NOT NULL DEFAULT '{}';
