-- Nearly every entry finds its month there: to insert it first, and then not to, took longer than all else that is done
-- for it. What is said of the function where it was made is true as before.
CREATE OR REPLACE FUNCTION ledger_counted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  due record;
  used bigint;
  budget record;
BEGIN
  FOR due IN
    SELECT e."teamId", s.scope, s.id, e."environment", e."periodStart",
      sum(CASE WHEN e."kind" IN ('reserve', 'release') THEN e."micros" ELSE 0 END)::bigint AS reserved,
      sum(CASE WHEN e."kind" IN ('charge', 'adjust') THEN e."micros" ELSE 0 END)::bigint AS spent,
      sum(CASE WHEN e."kind" = 'reserve' THEN e."micros" ELSE 0 END)::bigint AS asked
    FROM added e
    CROSS JOIN LATERAL (VALUES
      ('team'::"BudgetScope", e."teamId"), ('member'::"BudgetScope", e."userId"), ('token'::"BudgetScope", e."tokenId")
    ) s (scope, id)
    WHERE s.id IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  LOOP
    LOOP
      UPDATE "BudgetPeriod" p
      SET "reservedMicros" = p."reservedMicros" + due.reserved, "spentMicros" = p."spentMicros" + due.spent
      WHERE p."teamId" = due."teamId" AND p."scope" = due.scope AND p."scopeId" = due.id
        AND p."environment" = due."environment" AND p."periodStart" = due."periodStart"
      RETURNING p."reservedMicros" + p."spentMicros" INTO used;
      EXIT WHEN FOUND;
      INSERT INTO "BudgetPeriod" VALUES (due."teamId", due.scope, due.id, due."environment", due."periodStart", 0, 0)
      ON CONFLICT DO NOTHING;
    END LOOP;
    IF due.asked > 0 THEN
      SELECT b."limitMicros", b."isHard" INTO budget FROM "Budget" b
      WHERE b."teamId" = due."teamId" AND b."scope" = due.scope
        AND (b."scopeId" = due.id OR (due.scope = 'member' AND b."scopeId" = due."teamId"))
      ORDER BY b."scopeId" = due.id DESC LIMIT 1;
      IF FOUND AND budget."isHard" AND used > budget."limitMicros" THEN
        RAISE EXCEPTION USING ERRCODE = 'ATB01', MESSAGE = json_build_object(
          'scope', due.scope, 'periodStart', due."periodStart", 'limitMicros', budget."limitMicros"::text, 'askedMicros', due.asked::text,
          'leftMicros', greatest(0, budget."limitMicros" - (used - due.asked))::text)::text;
      END IF;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
