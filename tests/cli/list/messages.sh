# control.v1.Control.Pause (signal)
temporal workflow signal \
  --workflow-id "$WORKFLOW_ID" \
  --name control.v1.Control.Pause \
  --input '{"reason":"reason"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=control.v1.PauseRequest

# control.v1.Control.Resume (signal)
temporal workflow signal \
  --workflow-id "$WORKFLOW_ID" \
  --name resume

# messages.v1.Users.Register (workflow)
temporal workflow execute \
  --type messages.v1.Users.Register \
  --task-queue users \
  --workflow-id register/user_id \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --input '{"userId":"user_id"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=messages.v1.RegisterRequest
# Started by messages.v1.Users.Confirm:
temporal workflow signal-with-start \
  --signal-name confirm \
  --signal-input '{"code":"code"}' \
  --signal-input-meta encoding=json/protobuf \
  --signal-input-meta messageType=messages.v1.ConfirmRequest \
  --type messages.v1.Users.Register \
  --task-queue users \
  --workflow-id register/user_id \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy UseExisting \
  --input '{"userId":"user_id"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=messages.v1.RegisterRequest
# Started by messages.v1.Users.Change:
temporal workflow execute-update-with-start \
  --update-name messages.v1.Users.Change \
  --update-id change-0 \
  --update-input '{"address":"address","version":0}' \
  --update-input-meta encoding=json/protobuf \
  --update-input-meta messageType=messages.v1.ChangeRequest \
  --type messages.v1.Users.Register \
  --task-queue users \
  --workflow-id register/user_id \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy UseExisting \
  --input '{"userId":"user_id"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=messages.v1.RegisterRequest

# messages.v1.Users.Import (workflow)
temporal workflow execute \
  --type messages.v1.Users.Import \
  --task-queue users \
  --workflow-id messages.v1.Users.Import/"$(uuidgen)" \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --input '{"userId":"user_id"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=messages.v1.RegisterRequest

# messages.v1.Users.Confirm (signal)
temporal workflow signal \
  --workflow-id "$WORKFLOW_ID" \
  --name confirm \
  --input '{"code":"code"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=messages.v1.ConfirmRequest

# messages.v1.Users.Nudge (signal)
temporal workflow signal \
  --workflow-id "$WORKFLOW_ID" \
  --name messages.v1.Users.Nudge

# messages.v1.Users.State (query)
temporal workflow query \
  --workflow-id "$WORKFLOW_ID" \
  --name messages.v1.Users.State

# messages.v1.Users.Describe (query)
temporal workflow query \
  --workflow-id "$WORKFLOW_ID" \
  --name describe \
  --input '{"code":"code"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=messages.v1.ConfirmRequest

# messages.v1.Users.Change (update)
temporal workflow update execute \
  --workflow-id "$WORKFLOW_ID" \
  --name messages.v1.Users.Change \
  --update-id change-0 \
  --input '{"address":"address","version":0}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=messages.v1.ChangeRequest

# messages.v1.Users.Cancel (update)
temporal workflow update execute \
  --workflow-id "$WORKFLOW_ID" \
  --name messages.v1.Users.Cancel

# messages.v1.Users.Reset (update)
temporal workflow update execute \
  --workflow-id "$WORKFLOW_ID" \
  --name messages.v1.Users.Reset
