-- CreateTable
CREATE TABLE "TeamDay" (
    "teamId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "visibility" "Visibility" NOT NULL,
    "count" INTEGER NOT NULL,
    "costMicros" BIGINT NOT NULL,

    CONSTRAINT "TeamDay_pkey" PRIMARY KEY ("teamId","day","visibility")
);

-- AddForeignKey
ALTER TABLE "TeamDay" ADD CONSTRAINT "TeamDay_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: kept with every statement that changes a member's days, in the order of its key, so that two
-- statements do not wait for each other for ever.
CREATE FUNCTION days_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "TeamDay" AS t ("teamId", "day", "visibility", "count", "costMicros")
  SELECT d."teamId", d."day", d."visibility", sum(d."count"), sum(d."costMicros")
  FROM added d GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT ("teamId", "day", "visibility") DO UPDATE
    SET "count" = t."count" + excluded."count", "costMicros" = t."costMicros" + excluded."costMicros";
  RETURN NULL;
END $$;

CREATE FUNCTION days_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "TeamDay" AS t ("teamId", "day", "visibility", "count", "costMicros")
  SELECT d."teamId", d."day", d."visibility", sum(d.one * d."count"), sum(d.one * d."costMicros")
  FROM (SELECT *, 1 AS one FROM added UNION ALL SELECT *, -1 FROM removed) d
  GROUP BY 1, 2, 3 HAVING sum(d.one * d."count") <> 0 OR sum(d.one * d."costMicros") <> 0 ORDER BY 1, 2, 3
  ON CONFLICT ("teamId", "day", "visibility") DO UPDATE
    SET "count" = t."count" + excluded."count", "costMicros" = t."costMicros" + excluded."costMicros";
  RETURN NULL;
END $$;

CREATE FUNCTION days_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "TeamDay" t SET "count" = t."count" - gone."count", "costMicros" = t."costMicros" - gone."costMicros"
  FROM (
    SELECT d."teamId", d."day", d."visibility", sum(d."count") AS "count", sum(d."costMicros") AS "costMicros"
    FROM removed d GROUP BY 1, 2, 3
  ) gone
  WHERE t."teamId" = gone."teamId" AND t."day" = gone."day" AND t."visibility" = gone."visibility";
  RETURN NULL;
END $$;

CREATE TRIGGER "ImageDay_insert" AFTER INSERT ON "ImageDay" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION days_added();
CREATE TRIGGER "ImageDay_update" AFTER UPDATE ON "ImageDay" REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION days_changed();
CREATE TRIGGER "ImageDay_delete" AFTER DELETE ON "ImageDay" REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION days_removed();

INSERT INTO "TeamDay" ("teamId", "day", "visibility", "count", "costMicros")
SELECT "teamId", "day", "visibility", sum("count"), sum("costMicros") FROM "ImageDay" GROUP BY 1, 2, 3;
