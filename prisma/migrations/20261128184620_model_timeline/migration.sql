-- CreateIndex
CREATE INDEX "Generation_model_timeline_idx" ON "Generation"("teamId", "modelId", "createdAt" DESC, "id" DESC);
