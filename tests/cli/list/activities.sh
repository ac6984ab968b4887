# activities.v1.Mail.Send (activity)
# By itself, on servers that have standalone activities; workflows call it as a rule.
temporal activity execute \
  --type activities.v1.Mail.Send \
  --task-queue mail \
  --activity-id "$(uuidgen)" \
  --start-to-close-timeout 10s \
  --input '{"to":"to"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=activities.v1.SendRequest

# activities.v1.Mail.Watch (activity)
# By itself, on servers that have standalone activities; workflows call it as a rule.
temporal activity execute \
  --type watch \
  --task-queue mail \
  --activity-id "$(uuidgen)" \
  --start-to-close-timeout 600s \
  --schedule-to-close-timeout 3600s \
  --schedule-to-start-timeout 60s \
  --heartbeat-timeout 5s \
  --priority-key 4 \
  --fairness-key to \
  --fairness-weight 0.5 \
  --input '{"to":"to"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=activities.v1.SendRequest

# activities.v1.Mail.Ping (activity)
# By itself, on servers that have standalone activities; workflows call it as a rule.
temporal activity execute \
  --type activities.v1.Mail.Ping \
  --task-queue mail \
  --activity-id "$(uuidgen)" \
  --start-to-close-timeout 10s

# activities.v1.Desk.Open (workflow)
temporal workflow execute \
  --type activities.v1.Desk.Open \
  --task-queue activities.v1.Desk \
  --workflow-id activities.v1.Desk.Open/"$(uuidgen)" \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --input '{"to":"to"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=activities.v1.SendRequest

# activities.v1.Desk.Look (activity)
# By itself, on servers that have standalone activities; workflows call it as a rule.
temporal activity execute \
  --type activities.v1.Desk.Look \
  --task-queue activities.v1.Desk \
  --activity-id "$(uuidgen)" \
  --start-to-close-timeout 0.5s \
  --input '{"to":"to"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=activities.v1.SendRequest

# activities.v1.Desk.Note (activity)
# By itself, on servers that have standalone activities; workflows call it as a rule.
temporal activity execute \
  --type activities.v1.Desk.Note \
  --task-queue activities.v1.Desk \
  --activity-id "$(uuidgen)" \
  --schedule-to-close-timeout 30s \
  --input '{"to":"to"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=activities.v1.SendRequest
