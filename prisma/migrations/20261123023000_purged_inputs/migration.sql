-- A picture that something was made from may be purged: its file stays for what was made, and nothing else of it.
ALTER TABLE "GenerationInput" DROP CONSTRAINT "GenerationInput_source_check";
ALTER TABLE "GenerationInput" ADD CONSTRAINT "GenerationInput_source_check" CHECK (num_nonnulls("imageId", "uploadId") <= 1);
