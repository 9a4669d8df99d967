Attribute VB_Name = "Duban"
' The buttons of the ledger. This file is ASCII: every Chinese word stands in a cell of the workbook that holds the macros.
' A press becomes one request (lines of key=value), which one of four ways carries to Python; Python does the work and
' writes start, progress and result into the status cell. No loop waits here.
Option Explicit

Private Const DONE As Long = 0
Private Const TRY_NEXT As Long = 1
Private Const FAILED As Long = 2
Private Const HANDED_OVER As Long = 3
Private Const MOST_ROWS As Long = 500

Private answerFile As String
Private answerLooks As Long
Private watched As String
Private watchAt As Date
Private answerAt As Date

Public Sub Duban_Check()
    Start "check"
End Sub

Public Sub Duban_Deadlines()
    Start "deadlines"
End Sub

Public Sub Duban_Today()
    Start "today"
End Sub

Public Sub Duban_Slip()
    Start "slip"
End Sub

Public Sub Duban_Issue()
    Start "issue"
End Sub

Public Sub Duban_Event()
    Start "event"
End Sub

Public Sub Duban_Remind()
    Start "remind"
End Sub

Public Sub Duban_Feedback()
    Start "feedback"
End Sub

Public Sub Duban_Bulletin()
    Start "bulletin"
End Sub

Public Sub Duban_Archive()
    Start "archive"
End Sub

Public Sub Duban_Help()
    Start "help"
End Sub

' Carries one press to Python by the first way that is to be had here, and stops where one started and failed:
' the next way could do the work, and send the mails, a second time.
Private Sub Start(ByVal button As String)
    Dim way As Variant
    Dim outcome As Long
    Dim request As String
    If ActiveWorkbook.Path = "" Then
        Tell "duban_say_unsaved", True
        Exit Sub
    End If
    Tell "duban_say_started", False
    request = "button=" & button & vbLf & "book=" & PathOf(ActiveWorkbook) & vbLf & "panel=" & PathOf(Panel()) & vbLf & _
        "sheet=" & ActiveSheet.Name & vbLf & "rows=" & SelectedRows() & vbLf & "pressed=" & Format(Now, "yyyy-mm-dd hh:mm:ss")
    outcome = TRY_NEXT
    For Each way In Split(Setting("duban_transports"), ",")
        Select Case LCase(Trim(CStr(way)))
            Case "xlwings"
                outcome = ByXlwings(request)
            Case "wsh"
                outcome = ByScriptHost(request)
            Case "shell"
                outcome = ByShell(request)
            Case "mailbox"
                outcome = ByMailbox(request)
        End Select
        If outcome <> TRY_NEXT Then Exit For
    Next
    If outcome = FAILED And Setting("duban_status") = Setting("duban_say_started") Then
        Tell "duban_say_failed", True
    ElseIf outcome = FAILED Then
        Show Setting("duban_status"), True
    End If
    If outcome = TRY_NEXT Then Tell "duban_say_nothing", True
    If outcome = DONE Then Application.StatusBar = Setting("duban_status")
End Sub

' 1. The xlwings add-in, called late so that this module needs no reference; it waits for Python.
Private Function ByXlwings(ByVal request As String) As Long
    Dim begun As String
    ByXlwings = TRY_NEXT
    If IsLibreOffice() Or IsWps() Then Exit Function
    begun = Setting("duban_status")
    On Error GoTo Broken
    Application.Run "RunPython", "from toolkit.entry.buttons import pressed; pressed('" & Hexed(request & vbLf & "way=xlwings") & "')"
    ByXlwings = DONE
    Exit Function
Broken:
    ' 1004: no such macro, nothing was started. Whatever else happened, Python may have begun.
    If Err.Number <> 1004 Or Setting("duban_status") <> begun Then ByXlwings = FAILED
End Function

' 2. The script host: hidden, Unicode, waits, and gives the exit status.
Private Function ByScriptHost(ByVal request As String) As Long
    Dim host As Object
    Dim status As Long
    ByScriptHost = TRY_NEXT
    If IsLibreOffice() Or IsWps() Then Exit Function
    On Error GoTo Broken
    Set host = CreateObject("WScript.Shell")
    status = host.Run(Program() & " --button " & Hexed(request & vbLf & "way=wsh"), 0, True)
    ByScriptHost = DONE
    If status <> 0 Then ByScriptHost = FAILED
Broken:
End Function

' 3. VBA's own Shell: does not wait, so Python itself must tell whatever happens. The line is ASCII but for the program's path.
Private Function ByShell(ByVal request As String) As Long
    Dim task As Variant
    ByShell = TRY_NEXT
    If IsWps() Then Exit Function
    On Error GoTo Broken
    If IsLibreOffice() Then
        request = request & vbLf & "office=" & Application.Run("DubanLibreOffice.Listen")
        Application.Run "DubanLibreOffice.Launch", Setting("duban_program"), "--button " & Hexed(request & vbLf & "way=shell")
    Else
        task = Shell(Program() & " --button " & Hexed(request & vbLf & "way=shell"), 0)
    End If
    ByShell = HANDED_OVER
    watched = Setting("duban_status")
    watchAt = Now + TimeSerial(0, 0, 30)
    Application.OnTime watchAt, "Duban_Watch"
Broken:
End Function

' Nobody tells whether what Shell started came to life: where the first step has not been shown by now, it did not.
' The watch over an earlier press, which comes too soon for the last one, says nothing.
Public Sub Duban_Watch()
    On Error GoTo Broken
    If DateDiff("s", Now, watchAt) > 1 Then Exit Sub
    If Setting("duban_status") = watched Then Tell "duban_say_silent", True
Broken:
End Sub

' 4. A file in the inbox of "duban serve", which made that folder beside the ledger: no child process at all. The name appears
' when the content is whole.
Private Function ByMailbox(ByVal request As String) As Long
    Dim folder As String
    Dim name1 As String
    Dim channel As Integer
    ByMailbox = TRY_NEXT
    folder = ActiveWorkbook.Path & Application.PathSeparator & ".duban" & Application.PathSeparator & "inbox"
    On Error GoTo Broken
    If Dir(folder, 16) = "" Then Exit Function
    Randomize
    name1 = folder & Application.PathSeparator & Format(Now, "yyyymmddhhmmss") & "-" & CStr(Int(Rnd * 1000000))
    ActiveWorkbook.Save
    channel = FreeFile
    Open name1 & ".tmp" For Output As #channel
    Print #channel, Hexed(request & vbLf & "way=mailbox")
    Close #channel
    Name name1 & ".tmp" As name1 & ".request"
    ByMailbox = HANDED_OVER
    Tell "duban_say_waiting", False
    answerFile = name1 & ".answer"
    answerLooks = 0
    LookAgain
Broken:
End Function

' Looks for the mailbox's answer, every five seconds for ten minutes at the most.
Public Sub Duban_Answer()
    Dim channel As Integer
    Dim line1 As String
    On Error GoTo Broken
    If Dir(answerFile) <> "" Then
        channel = FreeFile
        Open answerFile For Input As #channel
        Line Input #channel, line1
        Close #channel
        Show Unhexed(Trim(line1)), False
        Kill answerFile
    ElseIf answerLooks < 120 Then
        answerLooks = answerLooks + 1
        LookAgain
    Else
        Tell "duban_say_unanswered", True
    End If
Broken:
End Sub

Private Sub LookAgain()
    answerAt = Now + TimeSerial(0, 0, 5)
    Application.OnTime answerAt, "Duban_Answer"
End Sub

' Excel would open a workbook that has been closed again to run what was put off until later.
Public Sub Auto_Close()
    On Error Resume Next
    If IsLibreOffice() Then Exit Sub
    Application.OnTime watchAt, "Duban_Watch", , False
    Application.OnTime answerAt, "Duban_Answer", , False
End Sub

' The numbers of the selected rows that can be seen: a filter hides what it hides.
Private Function SelectedRows() As String
    Dim part As Object
    Dim first As Long
    Dim last As Long
    Dim index As Long
    Dim row As Long
    Dim found As Long
    On Error GoTo Broken
    last = ActiveSheet.UsedRange.Row + ActiveSheet.UsedRange.Rows.Count - 1
    For index = 1 To Selection.Areas.Count
        Set part = Selection.Areas(index)
        first = part.Row
        For row = first To first + part.Rows.Count - 1
            If row > last Or found > MOST_ROWS Then Exit For
            If Not ActiveSheet.Rows(row).Hidden Then
                SelectedRows = SelectedRows & CStr(row) & ","
                found = found + 1
            End If
        Next
    Next
Broken:
End Function

' LibreOffice says it is Excel 11, which never opened such a workbook.
Private Function IsLibreOffice() As Boolean
    IsLibreOffice = (Left(Application.Version, 3) = "11.")
End Function

' What runs in WPS cannot be reached from outside: there only the mailbox serves.
Private Function IsWps() As Boolean
    Dim place As String
    If IsLibreOffice() Then Exit Function
    place = LCase(Application.Path)
    IsWps = InStr(place, "wps") > 0 Or InStr(place, "kingsoft") > 0
End Function

' The workbook of these macros. LibreOffice loses that when it saves an .xlsm: then it is the one that has the status cell.
Private Function Panel() As Object
    Dim index As Long
    If Not IsLibreOffice() Then
        Set Panel = ThisWorkbook
    ElseIf HasPanel(ActiveWorkbook) Then
        Set Panel = ActiveWorkbook
    Else
        For index = 1 To Workbooks.Count
            If HasPanel(Workbooks(index)) Then Set Panel = Workbooks(index)
        Next
    End If
End Function

Private Function HasPanel(ByVal book As Object) As Boolean
    Dim place As String
    On Error GoTo Missing
    place = book.Names("duban_status").RefersTo
    HasPanel = True
Missing:
End Function

' LibreOffice's FullName is the bare name.
Private Function PathOf(ByVal book As Object) As String
    PathOf = book.Path & Application.PathSeparator & book.Name
End Function

Private Function Program() As String
    Program = Chr(34) & Setting("duban_program") & Chr(34)
End Function

Private Function Setting(ByVal name1 As String) As String
    Setting = CStr(Panel().Names(name1).RefersToRange.Value)
End Function

Private Sub Tell(ByVal sentence As String, ByVal aloud As Boolean)
    Show Setting(sentence), aloud
End Sub

' The status cell, the status bar, and a message where a person has to know.
Private Sub Show(ByVal sentence As String, ByVal aloud As Boolean)
    Panel().Names("duban_status").RefersToRange.Value = sentence
    On Error Resume Next
    Application.StatusBar = sentence
    If aloud And Setting("duban_aloud") <> "" Then MsgBox sentence, 48
End Sub

' Text as hexadecimal UTF-16, four digits a unit: it passes every code page unharmed.
Private Function Hexed(ByVal text As String) As String
    Dim index As Long
    For index = 1 To Len(text)
        Hexed = Hexed & Right("0000" & Hex(AscW(Mid(text, index, 1)) And &HFFFF&), 4)
    Next
End Function

Private Function Unhexed(ByVal text As String) As String
    Dim index As Long
    For index = 1 To Len(text) - 3 Step 4
        Unhexed = Unhexed & ChrW(CLng("&H" & Mid(text, index, 4)))
    Next
End Function
