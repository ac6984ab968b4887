package main

import (
	"maps"

	stubs "example.com/conformance/gen/conformance/v1/conformancev1stubborn"
	"go.temporal.io/sdk/client"
)

// allMethods has the calls of every service, by the methods' full names.
func allMethods(c client.Client) map[string]method {
	all := map[string]method{}
	maps.Copy(all, absentMethods(stubs.NewAbsentClient(c)))
	maps.Copy(all, basicMethods(stubs.NewBasicClient(c)))
	maps.Copy(all, boardMethods(stubs.NewBoardClient(c)))
	maps.Copy(all, declaredMethods(stubs.NewDeclaredClient(c)))
	maps.Copy(all, settingsMethods(stubs.NewSettingsClient(c)))
	maps.Copy(all, delaysMethods(stubs.NewDelaysClient(c)))
	maps.Copy(all, deskMethods(stubs.NewDeskClient(c)))
	maps.Copy(all, holdMethods(stubs.NewHoldClient(c)))
	maps.Copy(all, idsMethods(stubs.NewIdsClient(c)))
	maps.Copy(all, loneMethods(stubs.NewLoneClient(c)))
	maps.Copy(all, namesMethods(stubs.NewNamesClient(c)))
	maps.Copy(all, neighbourMethods(stubs.NewNeighbourClient(c)))
	maps.Copy(all, relayMethods(stubs.NewRelayClient(c)))
	maps.Copy(all, reliabilityMethods(stubs.NewReliabilityClient(c)))
	maps.Copy(all, valuesMethods(stubs.NewValuesClient(c)))
	return all
}

func absentMethods(c *stubs.AbsentClient) map[string]method {
	return map[string]method{
		"conformance.v1.Absent.Serve": sink(c.Serve, c.StartServe, c.ServeHandle),
	}
}

func basicMethods(c *stubs.BasicClient) map[string]method {
	return map[string]method{
		"conformance.v1.Basic.Greet":              unary(c.Greet, c.StartGreet, c.GreetHandle),
		"conformance.v1.Basic.GreetHandler":       unary(c.GreetHandler, c.StartGreetHandler, c.GreetHandlerHandle),
		"conformance.v1.Basic.GreetLocal":         unary(c.GreetLocal, c.StartGreetLocal, c.GreetLocalHandle),
		"conformance.v1.Basic.Note":               sink(c.Note, c.StartNote, c.NoteHandle),
		"conformance.v1.Basic.NoteHandler":        sink(c.NoteHandler, c.StartNoteHandler, c.NoteHandlerHandle),
		"conformance.v1.Basic.Recall":             source(c.Recall, c.StartRecall, c.RecallHandle),
		"conformance.v1.Basic.RecallHandler":      source(c.RecallHandler, c.StartRecallHandler, c.RecallHandlerHandle),
		"conformance.v1.Basic.Ping":               bare(c.Ping, c.StartPing, c.PingHandle),
		"conformance.v1.Basic.PingHandler":        bare(c.PingHandler, c.StartPingHandler, c.PingHandlerHandle),
		"conformance.v1.Basic.PingLocal":          bare(c.PingLocal, c.StartPingLocal, c.PingLocalHandle),
		"conformance.v1.Basic.Fail":               unary(c.Fail, c.StartFail, c.FailHandle),
		"conformance.v1.Basic.FailHandler":        unary(c.FailHandler, c.StartFailHandler, c.FailHandlerHandle),
		"conformance.v1.Basic.FailLocal":          unary(c.FailLocal, c.StartFailLocal, c.FailLocalHandle),
		"conformance.v1.Basic.FailRetried":        unary(c.FailRetried, c.StartFailRetried, c.FailRetriedHandle),
		"conformance.v1.Basic.FailRetriedHandler": unary(c.FailRetriedHandler, c.StartFailRetriedHandler, c.FailRetriedHandlerHandle),
	}
}

func declaredMethods(c *stubs.DeclaredClient) map[string]method {
	return map[string]method{
		"conformance.v1.Declared.Order":                unary(c.Order, c.StartOrder, c.OrderHandle),
		"conformance.v1.Declared.OrderHandler":         unary(c.OrderHandler, c.StartOrderHandler, c.OrderHandlerHandle),
		"conformance.v1.Declared.OrderRetried":         unary(c.OrderRetried, c.StartOrderRetried, c.OrderRetriedHandle),
		"conformance.v1.Declared.OrderUnlisted":        unary(c.OrderUnlisted, c.StartOrderUnlisted, c.OrderUnlistedHandle),
		"conformance.v1.Declared.OrderUnlistedHandler": unary(c.OrderUnlistedHandler, c.StartOrderUnlistedHandler, c.OrderUnlistedHandlerHandle),
		"conformance.v1.Declared.Resell":               unary(c.Resell, c.StartResell, c.ResellHandle),
	}
}

func settingsMethods(c *stubs.SettingsClient) map[string]method {
	return map[string]method{
		"conformance.v1.Settings.Mark":        unary(c.Mark, c.StartMark, c.MarkHandle),
		"conformance.v1.Settings.MarkHandler": unary(c.MarkHandler, c.StartMarkHandler, c.MarkHandlerHandle),
		"conformance.v1.Settings.Remember":    unary(c.Remember, c.StartRemember, c.RememberHandle),
		"conformance.v1.Settings.Stay":        unary(c.Stay, c.StartStay, c.StayHandle),
		"conformance.v1.Settings.MarkChild":   unary(c.MarkChild, c.StartMarkChild, c.MarkChildHandle),
		"conformance.v1.Settings.Again":       unary(c.Again, c.StartAgain, c.AgainHandle),
	}
}

func delaysMethods(c *stubs.DelaysClient) map[string]method {
	return map[string]method{
		"conformance.v1.Delays.Later":  unary(c.Later, c.StartLater, c.LaterHandle),
		"conformance.v1.Delays.Pinned": unary(c.Pinned, c.StartPinned, c.PinnedHandle),
	}
}

func deskMethods(c *stubs.DeskClient) map[string]method {
	return map[string]method{
		"conformance.v1.Desk.Use": unary(c.Use, c.StartUse, c.UseHandle),
	}
}

func holdMethods(c *stubs.HoldClient) map[string]method {
	return map[string]method{
		"conformance.v1.Hold.Hold":                  unary(c.Hold, c.StartHold, c.HoldHandle),
		"conformance.v1.Hold.HoldUseExisting":       unary(c.HoldUseExisting, c.StartHoldUseExisting, c.HoldUseExistingHandle),
		"conformance.v1.Hold.HoldTerminateExisting": unary(c.HoldTerminateExisting, c.StartHoldTerminateExisting, c.HoldTerminateExistingHandle),
		"conformance.v1.Hold.HoldRejectDuplicate":   unary(c.HoldRejectDuplicate, c.StartHoldRejectDuplicate, c.HoldRejectDuplicateHandle),
		"conformance.v1.Hold.HoldFailedOnly":        unary(c.HoldFailedOnly, c.StartHoldFailedOnly, c.HoldFailedOnlyHandle),
		"conformance.v1.Hold.HoldTimed":             unary(c.HoldTimed, c.StartHoldTimed, c.HoldTimedHandle),
		"conformance.v1.Hold.HoldHandler":           unary(c.HoldHandler, c.StartHoldHandler, c.HoldHandlerHandle),
	}
}

func idsMethods(c *stubs.IdsClient) map[string]method {
	return map[string]method{
		"conformance.v1.Ids.Scalars":   unary(c.Scalars, c.StartScalars, c.ScalarsHandle),
		"conformance.v1.Ids.Floats":    unary(c.Floats, c.StartFloats, c.FloatsHandle),
		"conformance.v1.Ids.Enums":     unary(c.Enums, c.StartEnums, c.EnumsHandle),
		"conformance.v1.Ids.Nested":    unary(c.Nested, c.StartNested, c.NestedHandle),
		"conformance.v1.Ids.Presence":  unary(c.Presence, c.StartPresence, c.PresenceHandle),
		"conformance.v1.Ids.Odd":       unary(c.Odd, c.StartOdd, c.OddHandle),
		"conformance.v1.Ids.Defaults":  unary(c.Defaults, c.StartDefaults, c.DefaultsHandle),
		"conformance.v1.Ids.Text":      unary(c.Text, c.StartText, c.TextHandle),
		"conformance.v1.Ids.Braces":    unary(c.Braces, c.StartBraces, c.BracesHandle),
		"conformance.v1.Ids.Variables": unary(c.Variables, c.StartVariables, c.VariablesHandle),
		"conformance.v1.Ids.Handled":   unary(c.Handled, c.StartHandled, c.HandledHandle),
	}
}

func loneMethods(c *stubs.LoneClient) map[string]method {
	return map[string]method{
		"conformance.v1.Lone.Plain":   unary(c.Plain, c.StartPlain, c.PlainHandle),
		"conformance.v1.Lone.Written": unary(c.Written, c.StartWritten, c.WrittenHandle),
	}
}

func namesMethods(c *stubs.NamesClient) map[string]method {
	return map[string]method{
		"conformance.v1.Names.Plain":            unary(c.Plain, c.StartPlain, c.PlainHandle),
		"conformance.v1.Names.Named":            unary(c.Named, c.StartNamed, c.NamedHandle),
		"conformance.v1.Names.Aliased":          unary(c.Aliased, c.StartAliased, c.AliasedHandle),
		"conformance.v1.Names.Handled":          unary(c.Handled, c.StartHandled, c.HandledHandle),
		"conformance.v1.Names.AliasedHandler":   unary(c.AliasedHandler, c.StartAliasedHandler, c.AliasedHandlerHandle),
		"conformance.v1.Names.AliasedLocal":     unary(c.AliasedLocal, c.StartAliasedLocal, c.AliasedLocalHandle),
		"conformance.v1.Names.NamedActivity":    unary(c.NamedActivity, c.StartNamedActivity, c.NamedActivityHandle),
		"conformance.v1.Names.Elsewhere":        unary(c.Elsewhere, c.StartElsewhere, c.ElsewhereHandle),
		"conformance.v1.Names.HandledElsewhere": unary(c.HandledElsewhere, c.StartHandledElsewhere, c.HandledElsewhereHandle),
		"conformance.v1.Names.Cancel":           unary(c.Cancel, c.StartCancel, c.CancelHandle),
		"conformance.v1.Names.Result":           unary(c.Result, c.StartResult, c.ResultHandle),
	}
}

func neighbourMethods(c *stubs.NeighbourClient) map[string]method {
	return map[string]method{
		"conformance.v1.Neighbour.Plain":   unary(c.Plain, c.StartPlain, c.PlainHandle),
		"conformance.v1.Neighbour.Handled": unary(c.Handled, c.StartHandled, c.HandledHandle),
	}
}

func relayMethods(c *stubs.RelayClient) map[string]method {
	return map[string]method{
		"conformance.v1.Relay.Relay": unary(c.Relay, c.StartRelay, c.RelayHandle),
	}
}

func valuesMethods(c *stubs.ValuesClient) map[string]method {
	return map[string]method{
		"conformance.v1.Values.Echo":                  unary(c.Echo, c.StartEcho, c.EchoHandle),
		"conformance.v1.Values.EchoWorkflow":          unary(c.EchoWorkflow, c.StartEchoWorkflow, c.EchoWorkflowHandle),
		"conformance.v1.Values.EchoLocal":             unary(c.EchoLocal, c.StartEchoLocal, c.EchoLocalHandle),
		"conformance.v1.Values.EchoWellKnown":         unary(c.EchoWellKnown, c.StartEchoWellKnown, c.EchoWellKnownHandle),
		"conformance.v1.Values.EchoWellKnownWorkflow": unary(c.EchoWellKnownWorkflow, c.StartEchoWellKnownWorkflow, c.EchoWellKnownWorkflowHandle),
		"conformance.v1.Values.EchoLegacy":            unary(c.EchoLegacy, c.StartEchoLegacy, c.EchoLegacyHandle),
		"conformance.v1.Values.EchoLegacyWorkflow":    unary(c.EchoLegacyWorkflow, c.StartEchoLegacyWorkflow, c.EchoLegacyWorkflowHandle),
		"conformance.v1.Values.EchoTimestamp":         unary(c.EchoTimestamp, c.StartEchoTimestamp, c.EchoTimestampHandle),
		"conformance.v1.Values.EchoStruct":            unary(c.EchoStruct, c.StartEchoStruct, c.EchoStructHandle),
		"conformance.v1.Values.EchoInt64":             unary(c.EchoInt64, c.StartEchoInt64, c.EchoInt64Handle),
		"conformance.v1.Values.EchoInner":             unary(c.EchoInner, c.StartEchoInner, c.EchoInnerHandle),
	}
}

func reliabilityMethods(c *stubs.ReliabilityClient) map[string]method {
	return map[string]method{
		"conformance.v1.Reliability.Work":         unary(c.Work, c.StartWork, c.WorkHandle),
		"conformance.v1.Reliability.Journey":      unary(c.Journey, c.StartJourney, c.JourneyHandle),
		"conformance.v1.Reliability.Large":        unary(c.Large, c.StartLarge, c.LargeHandle),
		"conformance.v1.Reliability.LargeHandler": unary(c.LargeHandler, c.StartLargeHandler, c.LargeHandlerHandle),
		"conformance.v1.Reliability.LargeError":   sink(c.LargeError, c.StartLargeError, c.LargeErrorHandle),
		"conformance.v1.Reliability.Wait":         sink(c.Wait, c.StartWait, c.WaitHandle),
		"conformance.v1.Reliability.Wrap":         sink(c.Wrap, c.StartWrap, c.WrapHandle),
		"conformance.v1.Reliability.WrapHandler":  sink(c.WrapHandler, c.StartWrapHandler, c.WrapHandlerHandle),
	}
}
